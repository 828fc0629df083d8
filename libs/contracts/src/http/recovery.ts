import { z } from 'zod';
import { emailField, identifierField, opaqueTokenField } from './fields.js';
import { applicationName, clientKind } from './public.js';
import { webauthnCredential } from './webauthn.js';

const moment = z.iso.datetime();

export const forgotUsernameRequest = z.strictObject({ email: emailField });
/** Username or e-mail address. */
export const forgotPasswordRequest = z.strictObject({
  identifier: identifierField,
  application: applicationName.optional(),
});
export type ForgotPasswordRequest = z.infer<typeof forgotPasswordRequest>;

/** The page behind the link posts its token and goes on with a flow of the purpose `recovery`. */
export const openResetLinkRequest = z.strictObject({ token: opaqueTokenField, client: clientKind });

export const noticeRequest = z.strictObject({ token: opaqueTokenField });
/** What the notice was about, and what its "this was not me" will do. Codes are stable; pages have the words. */
export const noticeView = z.strictObject({
  kind: z.string(),
  happenedAt: moment,
  username: z.string(),
  effects: z.array(
    z.enum([
      'sessions-end',
      'devices-forgotten',
      'password-reset',
      'factor-removed',
      'email-restored',
      'factor-reset-stopped',
      'account-reopened',
    ]),
  ),
});
export type NoticeView = z.infer<typeof noticeView>;

export const passkeySignInRequest = z.strictObject({
  ceremony: z.string().min(16).max(2048),
  credential: webauthnCredential,
  application: applicationName.optional(),
  redirectTo: z.string().min(1).max(2048).optional(),
  client: clientKind,
});
export type PasskeySignInRequest = z.infer<typeof passkeySignInRequest>;
