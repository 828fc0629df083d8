import { argon2Sync, pbkdf2Sync, scryptSync } from 'node:crypto';
import { hash as bcrypt } from '@node-rs/bcrypt';
import { PhcHashes, readForeignHash } from './phc-hashes.js';

const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const hex = (digits: string) => base64(Buffer.from(digits, 'hex'));
const verify = async (encoded: string, password: string) => readForeignHash(encoded)?.verify(password);
const judge = (encoded: string) => new PhcHashes().judge(encoded);

const scryptKey = hex(
  '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
);
const pbkdf2Key = hex(
  '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
);
const pbkdf2Sha512Key = hex(
  '8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8',
);
const long = 'passwordPASSWORDpassword';
const longSalt = 'saltSALTsaltSALTsaltSALTsaltSALTsalt';
const argon2dKey = argon2Sync('argon2d', {
  ...{ message: 'password', nonce: Buffer.from('somesalt'), parallelism: 1, tagLength: 32, memory: 256, passes: 2 },
});

/** What a hash was made of, and where it is written. */
const known: [name: string, encoded: string, password: string][] = [
  [
    'argon2i 1.0 (reference implementation)',
    '$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ',
    'password',
  ],
  [
    'argon2i 1.3 (reference implementation)',
    '$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA',
    'password',
  ],
  [
    'argon2id (reference implementation)',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    'password',
  ],
  ['argon2d (OpenSSL)', `$argon2d$v=19$m=256,t=2,p=1$c29tZXNhbHQ$${base64(argon2dKey)}`, 'password'],
  ['bcrypt 2a (crypt_blowfish)', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['bcrypt 2a (crypt_blowfish)', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a', 'U*U*U'],
  ['bcrypt 2b', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['bcrypt 2y', '$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK', 'U*U*'],
  ['scrypt (RFC 7914 section 12)', `$scrypt$ln=14,r=8,p=1$${base64('SodiumChloride')}$${scryptKey}`, 'pleaseletmein'],
  ['PBKDF2 with SHA-256 (RFC 7914 section 11)', `$pbkdf2-sha256$i=80000$${base64('NaCl')}$${pbkdf2Key}`, 'Password'],
  ['PBKDF2 with SHA-512', `$pbkdf2-sha512$i=4096,l=64$${base64(longSalt)}$${pbkdf2Sha512Key}`, long],
];

describe('Hashes of other products', () => {
  it.each(known)('%s: recognizes the password it was made of, and no other', async (_, encoded, password) => {
    expect(judge(encoded)).toBe('usable');
    const typed = [password, `${password} `, password.toLowerCase() + '!', `${password}\0`, '', '\0'];
    expect(await Promise.all(typed.map((each) => verify(encoded, each)))).toEqual([true, ...Array(5).fill(false)]);
  });

  it.each(['p\u00e4ssw\u00f6rd \u{1F511}', 'x'.repeat(1024)])(
    'takes any Unicode, and all of it: %s',
    async (password) => {
      const salt = Buffer.from('sixteen byte salt');
      const scrypt = `$scrypt$ln=4,r=8,p=1$${base64(salt)}$${base64(scryptSync(password, salt, 32, { N: 16 }))}`;
      const pbkdf2 = `$pbkdf2-sha512$i=2$${base64(salt)}$${base64(pbkdf2Sync(password, salt, 2, 32, 'sha512'))}`;
      for (const encoded of [scrypt, pbkdf2]) {
        expect(await verify(encoded, password)).toBe(true);
        expect(await verify(encoded, `${password.slice(0, -1)}y`)).toBe(false);
      }
    },
  );

  it('bcrypt knows a long password by its first 72 bytes, as it always did, and never by fewer', async () => {
    const encoded = await bcrypt('\u00e4'.repeat(40), { cost: 4 });
    expect(await verify(encoded, '\u00e4'.repeat(40))).toBe(true);
    expect(await verify(encoded, `${'\u00e4'.repeat(36)} another end`)).toBe(true);
    expect(await verify(encoded, '\u00e4'.repeat(35))).toBe(false);
  });

  it('NUL truncation: what stands before a NUL is not the password', async () => {
    const encoded = await bcrypt('abc', { cost: 4 });
    expect(await Promise.all(['abc', 'abc\0', 'abc\0def', '\0abc'].map((each) => verify(encoded, each)))).toEqual([
      ...[true, false, false, false],
    ]);
  });

  const pbkdf2 = (params: string, key = pbkdf2Key) => `$pbkdf2-sha256$${params}$${base64('sodium chloride')}$${key}`;
  const scrypt = (params: string) => `$scrypt$${params}$${base64('sodium chloride')}$${scryptKey}`;
  const argon2 = (params: string) => `$argon2id$v=19$${params}$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc`;
  const blowfish = (head: string) => `${head}CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW`;

  it.each([
    ...['m=262144,t=4,p=1', 'm=19456,t=2,p=1', 'm=65536,t=16,p=4'].map(argon2),
    ...['ln=18,r=8,p=1', 'ln=17,r=8,p=2'].map(scrypt),
    ...['i=1000000', 'i=1250000,l=64'].map((params) => pbkdf2(params)),
    blowfish('$2b$13$'),
  ])('takes %s', (encoded) => {
    expect(judge(encoded)).toBe('usable');
  });

  it.each([
    ...['m=262145,t=1,p=1', 'm=65536,t=17,p=1', 'm=65536,t=1,p=17', 'm=8,t=4294967295,p=1'].map(argon2),
    ...['ln=19,r=8,p=1', 'ln=18,r=8,p=2', 'ln=1,r=9999999999,p=1', 'ln=40,r=1,p=1', 'ln=1,r=1,p=9999999999'].map(
      scrypt,
    ),
    ...['i=1250001', 'i=9999999999'].map((params) => pbkdf2(params)),
    ...['$2b$14$', '$2a$31$'].map(blowfish),
  ])('S3 exhaustion: %s would take too long or too much memory', (encoded) => {
    expect(judge(encoded)).toBe('costly');
  });

  it.each([
    ...['', 'violet kettle 42', '5f4dcc3b5aa765d61d8327deb882cf99', '$1$salt$qJH7.N4xYta3aEG/dfqo/0', '$6$salt$x', '$'],
    ...['{SSHA}deadbeef', '$pbkdf2$i=1$c2FsdHNhbHQ$AAAA', '$argon2id$', '$scrypt$', '$2b$', '=cmd()'],
    ...['i=0', 'i=-1', 'i=1e6', 'i=01', 'i=1,i=2', 'j=1', 'i=1,x=1', 'i=', 'i=1,l=32', 'i=1,__proto__=1'].map((p) =>
      pbkdf2(p),
    ),
    ...[pbkdf2('i=1', 'AAAA'), pbkdf2('i=1', base64('x'.repeat(65))), `${pbkdf2('i=1')}=`, `${pbkdf2('i=1')}\n`],
    ...['ln=14,r=8', 'ln=0,r=8,p=1', 'ln=14,r=0,p=1', 'ln=41,r=1,p=1', 'n=14,r=8,p=1'].map(scrypt),
    ...['m=0,t=2,p=1', 'm=65536,t=0,p=1', 'm=65536,p=1,t=2', 'm=65536,t=2'].map(argon2),
    '$argon2id$v=20$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$AAAA',
    ...['$2x$05$', '$2$05$', '$2b$03$', '$2b$32$', '$2b$5$', '$2b$+5$'].map(blowfish),
    `${'$2b$05$'}${'C'.repeat(52)}`,
    `${pbkdf2('i=1')}${'A'.repeat(500)}`,
  ])('%j is no hash that a password can be checked against', (encoded) => {
    expect(judge(encoded)).toBe('unsupported');
    expect(readForeignHash(encoded)).toBeUndefined();
  });
});
