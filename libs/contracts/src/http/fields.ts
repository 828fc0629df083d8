import { z } from 'zod';

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // Control characters have no place in names and addresses, and would travel into mail headers and logs.
    .regex(/^[^\p{Cc}]*$/u, 'must not contain control characters');

/** Sign-in name: 3–64 of letters, digits, dot, underscore, hyphen. No `@`, so that it never looks like an address. */
export const usernameField = z
  .string()
  .min(3)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u, 'use letters, digits, dots, underscores and hyphens');

/** One address, at most 254 characters (RFC 5321 section 4.5.3.1.3). */
export const emailField = z.email().max(254);

/** Any Unicode, up to 1024 code points; whether it is good enough is decided by the password policy. */
export const passwordField = z
  .string()
  .min(1)
  .refine((value) => [...value].length <= 1024, 'must be at most 1024 characters');

export const nameField = z.strictObject({ given: text(100), family: text(100) });
export const addressField = z.strictObject({
  line1: text(200),
  line2: text(200).optional(),
  city: text(100),
  region: text(100),
  postalCode: text(20),
  country: z.string().regex(/^[A-Z]{2}$/, 'use the two-letter country code'),
});
export const contactPhoneField = text(32);

export const codeField = z.string().regex(/^\d{6}$/, 'must be six digits');
/** Opaque tokens are base64url and short; anything else is not worth a look-up. */
export const opaqueTokenField = z.string().regex(/^[A-Za-z0-9_-]{16,256}$/, 'is not a token');
