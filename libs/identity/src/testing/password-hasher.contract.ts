import { Password, type PasswordHasher } from '../account/password.js';

/** What every PasswordHasher promises. */
export const passwordHasherContract = (make: () => PasswordHasher): void => {
  it('recognizes the password it hashed, and no other', async () => {
    const hasher = make();
    const hash = await hasher.hash(new Password('violet kettle 42'));
    expect(await hasher.verify(hash, new Password('violet kettle 42'))).toBe(true);
    expect(await hasher.verify(hash, new Password('Violet kettle 42'))).toBe(false);
    expect(await hasher.verify(hash, new Password('violet kettle 42 '))).toBe(false);
  });

  it('takes accents however they were composed', async () => {
    const hasher = make();
    const hash = await hasher.hash(new Password('caf\u00e9 au lait'));
    expect(await hasher.verify(hash, new Password('cafe\u0301 au lait'))).toBe(true);
  });

  it('tells passwords apart that differ in their 1024th character only', async () => {
    const hasher = make();
    const long = 'x'.repeat(1023);
    const hash = await hasher.hash(new Password(`${long}a`));
    expect(await hasher.verify(hash, new Password(`${long}a`))).toBe(true);
    expect(await hasher.verify(hash, new Password(`${long}b`))).toBe(false);
  });

  it('finds no password right for an account that does not exist', async () => {
    expect(await make().verify(null, new Password('violet kettle 42'))).toBe(false);
  });

  it('finds no password right for somebody who has yet to choose one', async () => {
    const hasher = make();
    const none = hasher.unusable();
    for (const typed of ['violet kettle 42', none, ' '])
      expect(await hasher.verify(none, new Password(typed))).toBe(false);
    expect(hasher.needsRehash(none)).toBe(false);
  });

  it('asks for no rehash of what it hashed itself', async () => {
    const hasher = make();
    expect(hasher.needsRehash(await hasher.hash(new Password('violet kettle 42')))).toBe(false);
  });
};
