import { hash as bcrypt } from '@node-rs/bcrypt';
import { Password, type PasswordHash } from '@postern/identity-domain';
import { passwordHasherContract } from '@postern/identity-domain/testing';
import { Argon2Hasher, type Argon2Settings } from './argon2-hasher.js';

const product: Argon2Settings = { memoryKib: 19_456, passes: 2, lanes: 1, queueLength: 16 };
const password = new Password('violet kettle 42');

describe('Argon2Hasher', () => {
  let hasher: Argon2Hasher;
  beforeAll(async () => {
    hasher = await Argon2Hasher.create(product);
  });

  passwordHasherContract(() => hasher);

  it('S3: writes algorithm and parameters into the hash, and salts each one', async () => {
    const [one, other] = [await hasher.hash(password), await hasher.hash(password)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('S3: asks for a rehash exactly when the parameters have risen', async () => {
    const hash = await hasher.hash(password);
    const memory = await Argon2Hasher.create({ ...product, memoryKib: 20_480 });
    const passes = await Argon2Hasher.create({ ...product, passes: 3 });
    expect([hasher, memory, passes].map((each) => each.needsRehash(hash))).toEqual([false, true, true]);
    expect(hasher.needsRehash(await memory.hash(password))).toBe(false);
    expect(hasher.needsRehash(hash.replace('argon2id', 'argon2i') as PasswordHash)).toBe(true);
  });

  describe('what other products have hashed', () => {
    const kettle = async (cost: number) => (await bcrypt(password.reveal(), { cost })) as PasswordHash;

    it('is recognized, and asks for a rehash', async () => {
      const foreign = await kettle(5);
      expect(await hasher.verify(foreign, password)).toBe(true);
      expect(await hasher.verify(foreign, new Password('Violet kettle 42'))).toBe(false);
      expect(hasher.needsRehash(foreign)).toBe(true);
      const accents = (await bcrypt('caf\u00e9', { cost: 4 })) as PasswordHash;
      expect(await hasher.verify(accents, new Password('cafe\u0301'))).toBe(true);
    });

    it('is never right where it is no hash at all', async () => {
      for (const broken of ['', 'violet kettle 42', '$2b$05$', '$scrypt$ln=4', '!']) {
        expect(await hasher.verify(broken as PasswordHash, password)).toBe(false);
        expect(hasher.needsRehash(broken as PasswordHash)).toBe(true);
      }
    });

    it('S20 timing: a hash that is quick to check costs no less than any other', async () => {
      const foreign = await kettle(4);
      const cost = async (stored: PasswordHash | null): Promise<number> => {
        const begun = process.cpuUsage();
        for (let round = 0; round < 12; round++) await hasher.verify(stored, new Password('wrong'));
        const { user, system } = process.cpuUsage(begun);
        return user + system;
      };
      const [quick, unknown] = [await cost(foreign), await cost(null)];
      expect(quick / unknown).toBeGreaterThan(0.6);
    });

    it('S3 overload: waits in the same line', async () => {
      const narrow = await Argon2Hasher.create({ ...product, concurrency: 1, queueLength: 1 });
      const foreign = await kettle(4);
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => narrow.verify(foreign, password)));
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    });
  });

  it('S3 overload: refuses at once what exceeds the queue, and serves the rest', async () => {
    const narrow = await Argon2Hasher.create({ ...product, concurrency: 1, queueLength: 2 });
    const hash = await narrow.hash(password);
    const settledAt: number[] = [];
    const begun = performance.now();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        narrow.verify(hash, password).finally(() => settledAt.push(performance.now() - begun)),
      ),
    );
    const served = results.filter(({ status }) => status === 'fulfilled');
    const refused = results.filter((result) => result.status === 'rejected');
    expect(served).toEqual(Array(3).fill({ status: 'fulfilled', value: true }));
    expect(refused).toHaveLength(7);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'service.overloaded', details: { retryAfterSeconds: 1 } });
    }
    // The seven refusals come before the first answer.
    expect(settledAt[6]).toBeLessThan(settledAt[7]!);
    expect(await narrow.verify(hash, password)).toBe(true);
  });

  it('S20 timing: an account that does not exist costs the work of one that does', async () => {
    const hash = await hasher.hash(password);
    const cost = async (stored: PasswordHash | null): Promise<number> => {
      const begun = process.cpuUsage();
      for (let round = 0; round < 12; round++) await hasher.verify(stored, password);
      const { user, system } = process.cpuUsage(begun);
      return user + system;
    };
    const [known, unknown] = [await cost(hash), await cost(null)];
    expect(unknown / known).toBeGreaterThan(0.6);
    expect(unknown / known).toBeLessThan(1.6);
  });
});
