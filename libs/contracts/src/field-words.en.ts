/** What the words are about. A value that is not there leaves a gap that the sentence does without. */
export type FieldParams = Record<string, string | number | string[]>;
export type FieldWords = (params: FieldParams) => string;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object with fields',
  array: 'a list',
};

const choice: FieldWords = ({ allowed }) => {
  if (!Array.isArray(allowed) || allowed.length === 0) return 'Use one of the values allowed.';
  return allowed.length === 1 ? `This must be ${allowed[0]}.` : `Use one of: ${allowed.join(', ')}.`;
};

const otherWays = 'You can also use e-mail or an authenticator app.';

/**
 * What is wrong with a field and what to do about it. Keys are the reasons of field errors; `field.reason` where the same
 * reason means something else for that field.
 */
export const fieldWords = {
  missing: () => 'This field is missing.',
  'wrong-type': ({ expected }) => `This must be ${kinds[String(expected)] ?? 'of another type'}.`,
  'too-small': ({ minimum, unit }) => {
    if (minimum === undefined) return 'This is too little.';
    if (unit !== 'characters') return `Use ${minimum} or more.`;
    return minimum === 1 ? 'Fill in this field.' : `Use at least ${minimum} characters.`;
  },
  'too-big': ({ maximum, unit }) => {
    if (maximum === undefined) return 'This is too much.';
    return unit === 'characters' ? `Use at most ${maximum} characters.` : `Use ${maximum} or less.`;
  },
  'invalid-value': choice,
  'invalid-union': choice,
  'invalid-format': () => 'This is not written the way it should be.',
  custom: () => 'This cannot be used here.',
  'unrecognized-field': () => 'This field is not known here.',
  duplicate: () => 'This field appears more than once.',

  'format-email': () => 'Enter an email address, for example name@example.org.',
  'format-uuid': () => 'This is not an id. Use one that an earlier reply gave.',
  'format-datetime': () => 'Use a date and time such as 2026-01-31T09:30:00Z.',
  'format-url': () => 'Enter a web address that starts with https://.',

  'one-line': () => 'Use one line of plain text.',
  'visible-letters': () => 'Use letters that can be seen.',
  'username-signs': () => 'Use letters, digits, dots, underscores and hyphens.',
  'possible-mailbox': () => 'No mailbox can have this address.',
  'password-length': () => 'Use at most 1024 characters.',
  'whole-characters': () => 'This has characters that are not text.',
  'country-code': () => 'Use the two-letter country code.',
  'contact-phone': () => 'Enter a phone number, for example +1 212 555 0123.',
  'slug-signs': () => 'Use lower-case letters, digits and single hyphens, and begin with a letter.',
  'code-or-recovery-code': () => 'Enter the six digits without spaces, or a whole recovery code.',
  'six-digits': () => 'Enter the six digits without spaces.',
  'known-token': () => 'This is not a token that we gave out.',
  'code-or-credential': () => 'Send either a code or a credential.',
  'page-cursor': () => 'Use the cursor of an earlier page.',
  'redirect-target': () => 'Use a https:// address without user name and fragment.',
  'aal2-by-email': () => 'Codes by e-mail alone do not reach aal2. Allow another kind too.',
  'hex-color': () => 'Use a color such as #1a7f5a.',
  base64url: () => 'This is not base64url.',

  'username.taken': () => 'This username is taken. Try another one.',
  'version.used': () => 'This version is in use with other words. Give the new ones a new version.',
  'application.unknown': () => 'No application has this name. Check how it is spelled.',
  'administrator.unknown': () => 'No account has this username or address. Check how it is spelled.',
  'administrator.unverified': () =>
    'Nobody has verified this address yet. Ask the person for their username, and use that.',
  'currentPassword.rejected': () => 'That is not your current password. Check it and try again.',
  'password.too-short': ({ minimum }) =>
    `Use ${minimum === undefined ? 'more' : `at least ${minimum}`} characters. A few unrelated words work well.`,
  'password.too-long': ({ maximum = 1024 }) => `Use at most ${maximum} characters.`,
  'password.breached': () =>
    'This password is on public lists of common or leaked passwords. Choose one that you use nowhere else.',
  'password.personal': () =>
    'This password is built from your name, username or e-mail address. Choose one that says nothing about you.',
  'password.product-name': () =>
    'This password is built from the name of this service. Choose one that has nothing to do with it.',
  'phone.too-short': () => 'This number has fewer than ten digits. Enter area code and number, for example 2125550123.',
  'phone.too-long': () =>
    'This number has more than ten digits. Enter area code and number only, for example 2125550123.',
  'phone.letters': () => 'Enter the number in digits only, for example 2125550123.',
  'phone.digits-only': () => 'Leave out spaces, dashes and brackets, for example 2125550123.',
  'phone.country-code': () => 'Leave out +1 and enter the ten digits that follow, for example 2125550123.',
  'phone.international': () => `Text messages go to US numbers only. ${otherWays}`,
  'phone.not-a-us-number': () =>
    'This does not look like a US number. Check it, or choose another way: e-mail or an authenticator app.',
  'phone.cannot-receive-texts': () => `This number does not take text messages. Enter a mobile number. ${otherWays}`,
} as const satisfies Record<string, FieldWords>;

export type FieldWordsKey = keyof typeof fieldWords;
