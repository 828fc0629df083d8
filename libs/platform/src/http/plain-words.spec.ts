import {
  answerRequest,
  enrollFactorRequest,
  registerAccountRequest,
  startSignInRequest,
  switchChallengeRequest,
  usernameField,
} from '@postern/contracts';
import { z } from 'zod';
import { plainWords } from './plain-words.js';

const words = (schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map((issue) => plainWords(issue).message);

const account = {
  username: 'river',
  password: 'a quiet lagoon',
  email: 'river@example.org',
  name: { given: 'River', family: 'Song' },
};

describe('plainWords', () => {
  it.each([
    ['a missing field', startSignInRequest, { identifier: 'river' }, 'This field is missing.'],
    ['an empty one', startSignInRequest, { identifier: '', password: 'x' }, 'Fill in this field.'],
    ['another type', startSignInRequest, { identifier: 7, password: 'x' }, 'This must be text.'],
    ['too long', startSignInRequest, { identifier: 'x'.repeat(255), password: 'x' }, 'Use at most 254 characters.'],
    ['a choice', startSignInRequest, { identifier: 'x', password: 'x', client: 'tv' }, 'Use one of: browser, native.'],
    ['a kind', enrollFactorRequest, { kind: 'carrier-pigeon' }, 'Use one of: sms, email, totp, webauthn.'],
    ['no kind', enrollFactorRequest, {}, 'Use one of: sms, email, totp, webauthn.'],
    ['an id', switchChallengeRequest, { factorId: 'x' }, 'This is not an id. Use one that an earlier reply gave.'],
    ['a code', answerRequest, { code: '12345' }, 'Enter the six digits without spaces, or a whole recovery code.'],
    ['a tick', answerRequest, { code: '123456', rememberDevice: 'yes' }, 'This must be true or false.'],
    ['short', registerAccountRequest, { ...account, username: 'ab' }, 'Use at least 3 characters.'],
    [
      'an address',
      registerAccountRequest,
      { ...account, email: 'river' },
      'Enter an email address, for example name@example.org.',
    ],
    ['a name', registerAccountRequest, { ...account, name: 'River' }, 'This must be an object with fields.'],
  ])('says of %s in plain words what to do', (_, schema, value, expected) => {
    expect(words(schema, value)).toContain(expected);
  });

  it('names the rule and its values, so that they can be said in another language', () => {
    const first = (schema: z.ZodType, value: unknown) => {
      const [issue] = schema.safeParse(value).error?.issues ?? [];
      return issue && plainWords(issue);
    };
    expect(first(z.string().min(8), 'x')).toMatchObject({
      reason: 'too-small',
      params: { minimum: 8, unit: 'characters' },
    });
    expect(first(z.array(z.string()).max(2), ['a', 'b', 'c'])).toEqual({
      reason: 'too-big',
      message: 'Use 2 or less.',
      params: { maximum: 2, unit: 'array' },
    });
    expect(first(usernameField, '.river')).toMatchObject({ params: { rule: 'username-signs' } });
    expect(first(z.enum(['a', 'b']), 'c')).toMatchObject({ params: { allowed: ['a', 'b'] } });
  });

  it('says nothing of patterns where a schema has no words of its own', () => {
    const say = (schema: z.ZodType) => words(schema, 'x')[0];
    expect(say(z.string().regex(/^secret-pattern$/))).toBe('This is not written the way it should be.');
    expect(say(z.string().refine(() => false))).toBe('This cannot be used here.');
    expect(say(z.string().refine(() => false, 'choose another'))).toBe('Choose another.');
  });

  it('leaves no words of the validation library to people', () => {
    const bad = [undefined, null, 7, true, '', 'x'.repeat(2000), [], {}, { given: 1 }, '\0'];
    const fields = [...Object.keys(account), 'phone', 'address'];
    const said = fields.flatMap((field) =>
      bad.flatMap((value) => words(registerAccountRequest, { ...account, [field]: value })),
    );
    expect(said.length).toBeGreaterThan(40);
    expect(said.filter((text) => /expected|received|invalid|undefined|pattern|too (small|big)/i.test(text))).toEqual(
      [],
    );
  });
});
