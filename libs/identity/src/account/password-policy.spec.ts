import { ListedPasswords } from '../testing/passwords.js';
import { Password } from './password.js';
import { PasswordPolicy } from './password-policy.js';

const owner = {
  name: { given: 'José', family: 'Okafor-Lind' },
  username: 'harbor.master',
  email: 'jo.lind@pierside.example.org',
};
const policy = (minLength = 8) =>
  new PasswordPolicy({ minLength, productNames: ['Postern'] }, new ListedPasswords('trustno1forever', 'password'));
const refusals = (typed: string, minLength?: number) => policy(minLength).refusals(new Password(typed), owner);

describe('S1: length', () => {
  it.each([
    ['violet kettle', 8],
    ['violet kettle 4', 15],
    ['八文字の秘密の鍵', 8],
    ['        %   #   ', 15],
    ['v'.padEnd(1024, 'iolet kettle'), 15],
  ])('takes %j where %i are asked for', async (typed, minLength) => {
    expect(await refusals(typed, minLength)).toEqual([]);
  });

  it('counts code points, not bytes or UTF-16 units', async () => {
    expect(await refusals('🦆🐌🦊🐢🐝🐙🦉', 8)).toEqual(['too-short']);
    expect(await refusals('🦆🐌🦊🐢🐝🐙🦉🐳', 8)).toEqual([]);
  });

  it('counts after composing accents', async () => {
    expect(await refusals('e\u0301te\u0301 bleu'.slice(0, 9))).toEqual(['too-short']);
  });

  it.each([
    ['kettle7', 8],
    ['violet kettle', 15],
  ])('refuses %j where %i are asked for', async (typed, minLength) => {
    expect(await refusals(typed, minLength)).toEqual(['too-short']);
  });

  it('refuses 1025 characters', async () => {
    expect(await refusals('v'.padEnd(1025, 'iolet kettle'))).toEqual(['too-long']);
  });
});

describe('S2: guessable passwords', () => {
  it.each(['trustno1forever', 'TrustNo1Forever'])('refuses the listed %j', async (typed) => {
    expect(await refusals(typed)).toEqual(['breached']);
  });

  it.each(['aaaaaaaaaaaaaaaa', 'abcabcabcabcabc', 'passwordpassword', '1234123412341234'])(
    'refuses the repetition %j',
    async (typed) => {
      expect(await refusals(typed)).toEqual(['breached']);
    },
  );

  it.each([
    'josé2024!!',
    'JOSE-jose-JOSE',
    'j0s3 0k4f0r 99',
    'okaforlind1',
    'lind.okafor',
    'harbormaster77',
    'Harbor.Master!',
    'jo.lind.2025',
    'pierside123!',
  ])('refuses %j, which is built from the person', async (typed) => {
    expect(await refusals(typed)).toEqual(['personal']);
  });

  it.each(['postern-2026', 'P0stern!!!!'])('refuses %j, which is built from the product', async (typed) => {
    expect(await refusals(typed)).toEqual(['product-name']);
  });

  it('refuses a common password that a name was added to', async () => {
    expect(await refusals('josé-password')).toEqual(['breached']);
    expect(await refusals('Postern password')).toEqual(['breached']);
  });

  it.each(['jose likes purple kettles', 'a postern of violet glass', 'linden trees in the rain'])(
    'takes %j: enough is left beside the name',
    async (typed) => {
      expect(await refusals(typed)).toEqual([]);
    },
  );

  it('gives every reason at once', async () => {
    expect(await refusals('jose', 15)).toEqual(['too-short', 'personal']);
  });
});
