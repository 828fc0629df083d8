import { z } from 'zod';

const base64url = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]*$/, 'this is not base64url');

/** What a browser's `navigator.credentials` call wants, as JSON (WebAuthn Level 3, section 5.1.8 and 5.1.9). */
export const webauthnOptions = z.record(z.string(), z.unknown());

/** What it answers with. Members that browsers add for themselves are left out. */
export const webauthnCredential = z.object({
  id: base64url.min(16),
  rawId: base64url.min(16),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(32).nullish(),
  clientExtensionResults: z.record(z.string().max(64), z.unknown()).default({}),
  response: z.object({
    clientDataJSON: base64url.min(1),
    attestationObject: base64url.optional(),
    transports: z.array(z.string().max(32)).max(10).optional(),
    authenticatorData: base64url.optional(),
    signature: base64url.optional(),
    userHandle: base64url.nullish(),
  }),
});
export type WebauthnCredential = z.infer<typeof webauthnCredential>;

export const passkeyChallengeRequest = z.strictObject({});
/** `ceremony` is single use and comes back with the credential. */
export const passkeyChallenge = z.strictObject({ ceremony: z.string(), options: webauthnOptions });
export type PasskeyChallenge = z.infer<typeof passkeyChallenge>;
