import { Readable } from 'node:stream';
import type { ReadRow } from '@postern/identity-domain';
import { PhcHashes } from '../passwords/foreign/phc-hashes.js';
import { readMemberFile } from './read-member-file.js';

const header = 'username,email,given_name,family_name';
const hash = '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';

async function read(content: string | Buffer | Iterable<Buffer>): Promise<ReadRow[]> {
  const chunks = typeof content === 'string' || Buffer.isBuffer(content) ? [Buffer.from(content)] : content;
  const rows: ReadRow[] = [];
  for await (const batch of readMemberFile(Readable.from(chunks, { objectMode: false }), {
    hashes: new PhcHashes(),
    locale: 'es',
  })) {
    rows.push(...batch);
  }
  return rows;
}

const sound = async (content: string | Buffer) =>
  (await read(content)).map((each) => (each.outcome === 'read' ? each.row : each.problem));
/** The one line of a file. */
const line = async (text: string, columns = header) => (await sound(`${columns}\n${text}\n`))[0];

const wren = {
  row: 2,
  username: 'wren',
  email: 'wren@example.org',
  name: { given: 'Wren', family: 'Tanaka' },
  role: 'member',
  phone: null,
  locale: 'es',
  emailVerified: false,
  passwordHash: null,
};

describe('A file with members', () => {
  it.each([
    ['as everybody writes it', `${header}\nwren,wren@example.org,Wren,Tanaka\n`],
    ['without an end to its last line', `${header}\nwren,wren@example.org,Wren,Tanaka`],
    ['with a byte order mark', `\uFEFF${header}\nwren,wren@example.org,Wren,Tanaka\n`],
    ['with CRLF', `${header}\r\nwren,wren@example.org,Wren,Tanaka\r\n`],
    ['with quotes', `"username","email",given_name,family_name\r\n"wren","wren@example.org","Wren","Tanaka"\r\n`],
    ['with blanks', ` username , email,given_name, family_name \n wren , wren@example.org ,Wren , Tanaka\n`],
    ['with names of columns in capitals', `USERNAME,Email,Given_Name,FAMILY_NAME\nwren,wren@example.org,Wren,Tanaka\n`],
    ['with lines that are empty', `${header}\nwren,wren@example.org,Wren,Tanaka\n,,,\n\n`],
    ['in another order', `email,family_name,username,given_name\nwren@example.org,Tanaka,wren,Wren\n`],
  ])('is read %s', async (_, content) => {
    expect(await sound(content)).toEqual([wren]);
  });

  it('says all that it may', async () => {
    const columns = `${header},role,phone,locale,email_verified,password_hash`;
    const all = await line(
      `wren,wren@example.org,"Wr""en, Jr.",Tanaka,Administrator,555 0100,EN,TRUE,${hash}`,
      columns,
    );
    expect(all).toEqual({
      ...wren,
      name: { given: 'Wr"en, Jr.', family: 'Tanaka' },
      ...{ role: 'administrator', phone: '555 0100', locale: 'en', emailVerified: true, passwordHash: hash },
    });
    expect(await line(`wren,wren@example.org,Wren,Tanaka,,,,,`, columns)).toEqual(wren);
  });

  it('is read wherever its pieces end, also in the middle of a sign', async () => {
    const bytes = Buffer.from(`${header}\r\nm\u00fcller,wren@example.org,"Wr\u00e9n \u{1F426}",Tanaka\r\n`);
    const rows = await read([...bytes].map((byte) => Buffer.from([byte])));
    expect(rows).toMatchObject([{ row: { username: 'm\u00fcller', name: { given: 'Wr\u00e9n \u{1F426}' } } }]);
  });

  it('numbers its lines from the header, which is 1', async () => {
    const content = `${header}\na11,a@example.org,A,A\n\nb,b@example.org,B,B\nc33,c@example.org,C,C\n`;
    expect((await sound(content)).map(({ row, username }) => [row, username])).toEqual([
      ...[
        [2, 'a11'],
        [4, 'b'],
        [5, 'c33'],
      ],
    ]);
  });

  it('comes in batches, so that it is never held as a whole', async () => {
    const lines = Array.from({ length: 1200 }, (_, index) => `wren${index},wren${index}@example.org,Wren,Tanaka\n`);
    const sizes: number[] = [];
    const content = Readable.from([Buffer.from(`${header}\n`), ...lines.map((each) => Buffer.from(each))]);
    for await (const batch of readMemberFile(content, { hashes: new PhcHashes(), locale: 'en' }))
      sizes.push(batch.length);
    expect(sizes).toEqual([500, 500, 200]);
  });

  const refused: [text: string, field: string, reason: string][] = [
    ['wren,wren@example.org,Wren', '', 'columns'],
    ['wren,wren@example.org,Wren,Tanaka,', '', 'columns'],
    [',wren@example.org,Wren,Tanaka', 'username', 'missing'],
    ['wr,wren@example.org,Wren,Tanaka', 'username', 'too-short'],
    [`${'w'.repeat(65)},wren@example.org,Wren,Tanaka`, 'username', 'too-long'],
    ['wren tanaka,wren@example.org,Wren,Tanaka', 'username', 'username-signs'],
    ['wren@example.org,wren@example.org,Wren,Tanaka', 'username', 'username-signs'],
    ['wren,,Wren,Tanaka', 'email', 'missing'],
    ['wren,wren.example.org,Wren,Tanaka', 'email', 'email-format'],
    [`wren,${'w'.repeat(65)}@example.org,Wren,Tanaka`, 'email', 'email-format'],
    [`wren,wren@${'w.'.repeat(150)}org,Wren,Tanaka`, 'email', 'too-long'],
    ['wren,wren@example.org,,Tanaka', 'given_name', 'missing'],
    [`wren,wren@example.org,Wren,${'T'.repeat(101)}`, 'family_name', 'too-long'],
    ['wren,wren@example.org,"Wr\nen",Tanaka', 'given_name', 'one-line'],
    ['wren,wren@example.org,Wr\u202Een,Tanaka', 'given_name', 'one-line'],
    ['wren,wren@example.org,Wr\0en,Tanaka', 'given_name', 'one-line'],
  ];
  it.each(refused)('%j is refused for its %s: %s', async (text, field, reason) => {
    expect(await line(text)).toMatchObject({ field, reason });
  });

  it.each([
    ['role', 'owner', 'unknown-role'],
    ['phone', '5'.repeat(33), 'too-long'],
    ['phone', '555\u20281', 'one-line'],
    ['locale', 'fr', 'unknown-locale'],
    ['email_verified', 'yes', 'true-or-false'],
    ['password_hash', 'violet kettle 42', 'unsupported-hash'],
    ['password_hash', '$2b$20$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'costly-hash'],
  ])('a %s like %j is refused', async (field, value, reason) => {
    const given = await line(`wren,wren@example.org,Wren,Tanaka,${value}`, `${header},${field}`);
    expect(given).toMatchObject({ row: 2, username: 'wren', field, reason });
  });

  it('S1: usernames come in NFC, as with registration', async () => {
    expect(await line('zoe\u0308,zoe@example.org,Zoe,Tanaka')).toMatchObject({ username: 'zo\u00eb' });
  });
});

describe('What is no file with members is refused whole, and nothing of it is quoted', () => {
  const unreadable = (content: string | Buffer | Iterable<Buffer>) =>
    read(content).then(
      () => null,
      (problem: { code?: string; details?: { errors?: { field: string; reason: string }[] } }) => problem,
    );

  it.each([
    ['nothing', '', ['username', 'email', 'given_name', 'family_name'].map((field) => [field, 'missing'])],
    ['a column that nobody knows', `${header},iban\n`, [['iban', 'unknown']]],
    ['a column that is missing', 'username,email,given_name\n', [['family_name', 'missing']]],
    ['a column that is there twice', `${header},email\n`, [['email', 'duplicate']]],
    ['__proto__', `${header},__proto__\n`, [['__proto__', 'unknown']]],
    ['semicolons', 'username;email\n', [['username;email', 'unknown']]],
  ])('%s in the first line', async (_, content, errors) => {
    const problem = await unreadable(content);
    expect(problem).toMatchObject({ code: 'import.unreadable' });
    expect(problem?.details?.errors?.map(({ field, reason }) => [field, reason])).toEqual(
      expect.arrayContaining(errors),
    );
  });

  it.each([
    ['Latin-1', Buffer.from(`${header}\nm\u00fcller,wren@example.org,Wren,Tanaka\n`, 'latin1')],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${header}\n`, 'utf16le')],
    ['UTF-16 without', Buffer.from(`${header}\n`, 'utf16le')],
    ['a cut-off sign', Buffer.from(`${header}\nm\u00fc`).subarray(0, -1)],
    ['a spreadsheet', Buffer.from('504b0304140006000800', 'hex')],
    ['a quote without its end', `${header}\n"wren,wren@example.org,Wren,Tanaka\n`],
    ['a quote in the middle', `${header}\nwren,wren@example.org,"Wren"x,Tanaka\n`],
    ['a field of 1 MB', `${header}\nwren,wren@example.org,${'W'.repeat(1024 * 1024)},Tanaka\n`],
    ['a field of 1 MB in quotes', `${header}\nwren,wren@example.org,"${'W\n'.repeat(512 * 1024)}",Tanaka\n`],
    ['100,000 columns', `${header}${',x'.repeat(100_000)}\n`],
    ['100,000 columns in a line', `${header}\n${',x'.repeat(100_000)}\n`],
    ['a line that does not end', Buffer.alloc(1024 * 1024, 'x')],
    ['zeros', Buffer.alloc(1024 * 1024)],
  ])('%s', async (_, content) => {
    const problem = await unreadable(content);
    expect(problem).toMatchObject({ code: 'import.unreadable' });
    expect(JSON.stringify(problem)).not.toMatch(/wren|Tanaka|kettle|WW/i);
  });

  it('more than 16 MiB; the rest is taken and dropped, so that whoever sends it hears the answer', async () => {
    let taken = 0;
    function* pieces() {
      yield Buffer.from(`${header}\n`);
      for (; taken < 400; taken++) yield Buffer.from(`wren,wren@example.org,${'W'.repeat(8000)},Tanaka\n`.repeat(8));
    }
    expect(await unreadable(pieces())).toMatchObject({ code: 'import.too_large' });
    expect(taken).toBe(400);
  });

  it('CSV injection: a formula is text like any other, here a name and there no username', async () => {
    const [name] = await sound(`${header}\nwren,wren@example.org,"=HYPERLINK(""http://x"",""y"")",@SUM(A1)\n`);
    expect(name).toMatchObject({ name: { given: '=HYPERLINK("http://x","y")', family: '@SUM(A1)' } });
    expect(await line('=cmd|calc,wren@example.org,Wren,Tanaka')).toMatchObject({
      ...{ username: '=cmd|calc', field: 'username', reason: 'username-signs' },
    });
  });

  it('what cannot be shown is left out of the report', async () => {
    const problem = await line('a\0b\u202Ec\u2028d\u009be f,wren@example.org,Wren,Tanaka');
    expect(problem).toMatchObject({ username: 'abcde f', reason: 'username-signs' });
  });
});
