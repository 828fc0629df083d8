import {
  codeField,
  contactPhoneField,
  emailField,
  identifierField,
  nameField,
  opaqueTokenField,
  passwordField,
  usernameField,
} from './fields.js';

const takes = (field: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  field.safeParse(value).success;

describe('usernameField', () => {
  it.each(['river', 'Zoë_7', 'Zoe\u0308_7', 'a.b-c', '李小龙'])('takes %s', (name) =>
    expect(takes(usernameField, name)).toBe(true),
  );
  it.each(['ab', 'river@example.org', '.river', 'river run', 'a'.repeat(65), 'river\r\n', '', null, ['river']])(
    'refuses %j',
    (name) => expect(takes(usernameField, name)).toBe(false),
  );
});

describe('contactPhoneField', () => {
  it.each(['555 0100', '(505) 555-0142', '+44 20 7946 0958', '505.555.0142 ext. 12', '5055550142x3'])(
    'takes %s, however it is written',
    (phone) => expect(takes(contactPhoneField, phone)).toBe(true),
  );
  it.each(['', 'call me', '1234', '555 0100 or 555 0101', '5'.repeat(33), '+-()', '555\n0100'])(
    'refuses %j: nobody could call there',
    (phone) => expect(takes(contactPhoneField, phone)).toBe(false),
  );
});

describe('emailField', () => {
  it('takes 254 characters (RFC 5321) and not one more', () => {
    const domain = `@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.example.org`;
    expect(takes(emailField, 'r'.repeat(254 - domain.length) + domain)).toBe(true);
    expect(takes(emailField, 'r'.repeat(255 - domain.length) + domain)).toBe(false);
  });

  it.each(['river@example.org\r\nBcc: all@example.org', 'river@example.org, other@example.org', 'river', ''])(
    'S26: header injection and lists of recipients are refused: %j',
    (address) => expect(takes(emailField, address)).toBe(false),
  );
});

describe('emailField, as mailboxes are', () => {
  it.each([`${'r'.repeat(65)}@example.org`, `river@${'e'.repeat(64)}.org`])('refuses %s (RFC 5321)', (address) =>
    expect(takes(emailField, address)).toBe(false),
  );
});

describe('passwordField', () => {
  it('S1: takes 1024 code points of any kind, and not one more', () => {
    expect(takes(passwordField, '🔑'.repeat(1024))).toBe(true);
    expect(takes(passwordField, '🔑'.repeat(1025))).toBe(false);
  });

  it('S1: halves of surrogate pairs, which all encode alike, are no password', () => {
    expect(takes(passwordField, '\ud800'.repeat(20))).toBe(false);
    expect(takes(passwordField, '\udc00\ud800 two halves the wrong way round')).toBe(false);
  });

  it('S1: keeps what was typed, spaces included', () => {
    expect(passwordField.parse('  correct horse  ')).toBe('  correct horse  ');
  });
});

describe('nameField', () => {
  it('S23: refuses fields that nobody knows', () => {
    expect(takes(nameField, { given: 'River', family: 'Song' })).toBe(true);
    expect(takes(nameField, { given: 'River', family: 'Song', admin: true })).toBe(false);
  });

  it('S26: refuses line breaks, which would reach mail headers', () => {
    expect(takes(nameField, { given: 'River\r\nBcc: x', family: 'Song' })).toBe(false);
  });
});

describe('lines of text', () => {
  it.each(['\0', '\ud800', '\udc00', '\u2028', '\u202e', '\u2066', '\n'])(
    'S22, S24: %j, which the database refuses or which disguises a name, is told to the person and not to the database',
    (sign) => {
      expect(takes(nameField, { given: `Riv${sign}er`, family: 'Song' })).toBe(false);
      expect(takes(identifierField, `riv${sign}er`)).toBe(false);
      expect(takes(identifierField, `river@exa${sign}mple.org`)).toBe(false);
    },
  );

  it.each(['\u200b', '\u2060\u200d', ' \u3000 '])('S22: a name that nobody can see is none: %j', (given) =>
    expect(takes(nameField, { given, family: 'Song' })).toBe(false),
  );

  it('takes the joiners that some scripts are written with, and signs beyond the first plane', () => {
    expect(takes(nameField, { given: 'می\u200cخواهم', family: '𠮷田' })).toBe(true);
  });
});

describe('codeField', () => {
  it('keeps leading zeros', () => expect(codeField.parse('000042')).toBe('000042'));
  it.each(['12345', '1234567', '12345a', ' 123456', '١٢٣٤٥٦', 123456, null, ['123456']])('refuses %j', (code) =>
    expect(takes(codeField, code)).toBe(false),
  );
});

describe('opaqueTokenField', () => {
  it.each(["' OR 1=1 --", '../../etc/passwd', 'a'.repeat(15), 'a'.repeat(257), ''])('refuses %j', (token) =>
    expect(takes(opaqueTokenField, token)).toBe(false),
  );
});
