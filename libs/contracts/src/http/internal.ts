import { z } from 'zod';
import { aal } from './public.js';
import { acceptTermsStep, flowPurpose, flowStep } from './flow-step.js';
import { flowApplication, sessionView } from './public.js';
import { identifierField, lineField, locale, passwordField } from './fields.js';
import { termsDecisionRequest } from './account.js';
import { channel } from '../queue/messages.js';
import { webauthnCredential } from './webauthn.js';

/**
 * What the gateway says to identity and mfa. The caller's service token travels in `Authorization`; the rest of the
 * context in these headers, which only a holder of a service token can set.
 */
export const contextHeaders = {
  /** The person's address as the gateway knows it, IPv6 cut to its /64. */
  source: 'postern-source',
  userAgent: 'postern-user-agent',
  requestId: 'postern-request-id',
  flowToken: 'postern-flow-token',
  sessionToken: 'postern-session-token',
  /** There where a program looks again and nobody has done anything: the session grows idle all the same. */
  unattended: 'postern-unattended',
  /** A subject token that identity has just made for the person's session: what mfa acts on outside a flow. */
  subjectToken: 'postern-subject-token',
  /** A token that identity has just made for whoever acts on an organization. */
  administrationToken: 'postern-administration-token',
  /** Best match for the request's `Accept-Language`. */
  locale: 'postern-locale',
} as const;

const jwt = z.string().max(8192);
const application = lineField(64).nullable();
const redirectTo = z.string().min(1).max(2048).nullable();

export const authenticateRequest = z.strictObject({
  identifier: identifierField,
  password: passwordField,
  application,
  redirectTo: redirectTo.default(null),
});
export type AuthenticateRequest = z.input<typeof authenticateRequest>;
export const authenticated = z.strictObject({ subjectToken: z.string() });
export type Authenticated = z.infer<typeof authenticated>;

/** A passkey instead of the password: `passkeyToken` is mfa's word for it. */
export const authenticateByPasskeyRequest = z.strictObject({ passkeyToken: jwt, application, redirectTo });
export type AuthenticateByPasskeyRequest = z.infer<typeof authenticateByPasskeyRequest>;

/** What a subject token for the person of a session is wanted for. */
export const sessionSubjectRequest = z.discriminatedUnion('purpose', [
  z.strictObject({
    purpose: z.literal('step-up'),
    aal: aal.nullable(),
    maxAgeSeconds: z.int().nullable(),
    application,
  }),
  /** Changes factors, devices or recovery codes: needs a fresh authentication (S11). */
  z.strictObject({ purpose: z.literal('manage-factors'), application }),
  /** Reads them. */
  z.strictObject({ purpose: z.literal('account') }),
]);
export type SessionSubjectRequest = z.infer<typeof sessionSubjectRequest>;

export const confirmPasswordRequest = z.strictObject({ confirmationToken: jwt, password: passwordField });
export const resetPasswordRequest = z.strictObject({ assuranceToken: jwt, password: passwordField });

export const issueSessionRequest = z.strictObject({
  assuranceToken: jwt,
  terms: termsDecisionRequest.optional(),
});
export type IssueSessionRequest = z.infer<typeof issueSessionRequest>;
export const issuedSession = z.strictObject({ token: z.string(), session: sessionView });
export type IssuedSession = z.infer<typeof issuedSession>;
export const sessionIssue = z.discriminatedUnion('outcome', [
  issuedSession.extend({ outcome: z.literal('issued') }),
  /** Nothing was issued: the application's terms come first. */
  z.strictObject({ outcome: z.literal('terms-required'), step: acceptTermsStep }),
]);
export type SessionIssue =
  | ({ outcome: 'issued' } & IssuedSession)
  | { outcome: 'terms-required'; step: Extract<z.infer<typeof flowStep>, { kind: 'accept-terms' }> };

export const startFlowRequest = z.strictObject({
  subjectToken: jwt,
  deviceToken: z.string().max(256).optional(),
});
export const flowState = z.strictObject({
  id: z.uuid(),
  purpose: flowPurpose,
  accountId: z.uuid(),
  locale,
  application: flowApplication.nullable(),
  step: flowStep,
  /** Present exactly when the step is `complete` or `choose-password`. */
  assuranceToken: z.string().optional(),
  /** Present exactly when the step is `confirm-password`: what identity wants to hear beside the password. */
  confirmationToken: z.string().optional(),
  /** Present once, in the reply to the answer that asked for it. */
  device: z.strictObject({ token: z.string(), expiresAt: z.iso.datetime() }).optional(),
});
export type FlowState = z.infer<typeof flowState>;
export const startedFlow = z.strictObject({ flowToken: z.string(), flow: flowState });
export type StartedFlow = z.infer<typeof startedFlow>;

/** What notifications knows of the messages to one account: never what they said, and where to only masked. */
export const deliveryList = z.strictObject({
  deliveries: z.array(
    z.strictObject({
      id: z.uuid(),
      template: z.string(),
      channel,
      destination: z.string(),
      state: z.enum(['queued', 'sent', 'expired', 'dead']),
      attempts: z.int().min(0),
      queuedAt: z.iso.datetime(),
      sentAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type DeliveryList = z.infer<typeof deliveryList>;

/** mfa is told that identity has taken the password. */
export const passwordConfirmedRequest = z.strictObject({ subjectToken: jwt });
export const verifyPasskeyRequest = z.strictObject({ ceremony: jwt, credential: webauthnCredential });
export const verifiedPasskey = z.strictObject({ passkeyToken: z.string() });
