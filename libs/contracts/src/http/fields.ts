import { z } from 'zod';

/**
 * Control characters would travel into mail headers and logs, and PostgreSQL stores neither NUL nor half a surrogate pair;
 * line separators and marks that turn the direction of text disguise what stands there.
 */
const oneLine = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u;

/** One line of text as it was typed. */
export const lineField = (max: number, min = 1) =>
  z.string().min(min).max(max).regex(oneLine, 'use one line of plain text');

/** Any text of several lines that can be stored: it is shown as text, never as markup. */
export const paragraphsField = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, 'this has characters that are not text');

/** One line that can be seen. */
export const textField = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(oneLine, 'use one line of plain text')
    .regex(/[^\p{Z}\p{Cf}]/u, 'use letters that can be seen');

/** Sign-in name: 3–64 of letters, digits, dot, underscore, hyphen. No `@`, so that it never looks like an address. */
export const usernameField = z
  .string()
  // Keyboards and file systems take letters with accents apart, and so would be told that those are no letters.
  .normalize('NFC')
  .min(3)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'use letters, digits, dots, underscores and hyphens');

/** One address of at most 254 characters, 64 of them before the `@` (RFC 5321 section 4.5.3.1); labels have 63 (RFC 1035). */
export const emailField = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@(?:[^.]{1,63}\.)+[^.]{1,63}$/, 'no mailbox can have this address');

/** Username or e-mail address, whatever was typed. */
export const identifierField = lineField(254);

/** Any Unicode, up to 1024 code points; whether it is good enough is decided by the password policy. */
export const passwordField = z
  .string()
  .min(1)
  .refine((value) => [...value].length <= 1024, 'use at most 1024 characters')
  // Halves of a pair all become the same replacement character when they are encoded: other passwords would be right too.
  .regex(/^\P{Cs}*$/u, 'this has characters that are not text');

export const nameField = z.strictObject({ given: textField(100), family: textField(100) });
export const addressField = z.strictObject({
  line1: textField(200),
  line2: textField(200).optional(),
  city: textField(100),
  region: textField(100),
  postalCode: textField(20),
  country: z.string().regex(/^[A-Z]{2}$/, 'use the two-letter country code'),
});
/** However people write a number, of any country, with or without an extension: it is for somebody to call. */
export const contactPhoneField = textField(32).regex(
  /^(?=(?:\D*\d){5})\+?[\d\s()./-]+(?:(?:x|ext\.?)\s*\d+)?$/i,
  'enter a phone number, for example +1 212 555 0123',
);

/** Languages that messages and errors are written in (BCP 47). */
export const locale = z.enum(['en', 'es']);
export type Locale = z.infer<typeof locale>;

/** What people call a thing of theirs, such as "Work phone". */
export const labelField = textField(64);

/** Name of an application in addresses and calls. */
export const slugField = z
  .string()
  .max(64)
  .regex(
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    'use lower-case letters, digits and single hyphens, and begin with a letter',
  );

/** Six digits, or a recovery code: sixteen letters and digits in four groups, however they are set apart and in either case. */
export const answerField = z
  .string()
  .max(40)
  .regex(
    /^(?:\d{6}|[0-9A-Za-z]{4}(?:[ -]?[0-9A-Za-z]{4}){3})$/,
    'enter the six digits without spaces, or a whole recovery code',
  );

export const codeField = z.string().regex(/^\d{6}$/, 'enter the six digits without spaces');
/** Opaque tokens are base64url and short; anything else is not worth a look-up. */
export const opaqueTokenField = z.string().regex(/^[A-Za-z0-9_-]{16,256}$/, 'this is not a token that we gave out');
