import { z } from 'zod';
import { flowPurpose, flowStep } from './flow-step.js';
import { sessionView } from './public.js';
import { identifierField, passwordField } from './fields.js';

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
} as const;

export const authenticateRequest = z.strictObject({
  identifier: identifierField,
  password: passwordField,
  application: z.string().min(1).max(64).nullable(),
});
export type AuthenticateRequest = z.infer<typeof authenticateRequest>;
export const authenticated = z.strictObject({ subjectToken: z.string() });
export type Authenticated = z.infer<typeof authenticated>;

export const issueSessionRequest = z.strictObject({ assuranceToken: z.string().max(4096) });
export const issuedSession = z.strictObject({ token: z.string(), session: sessionView });
export type IssuedSession = z.infer<typeof issuedSession>;

export const startFlowRequest = z.strictObject({
  subjectToken: z.string().max(4096),
  deviceToken: z.string().max(256).optional(),
});
export const flowState = z.strictObject({
  id: z.uuid(),
  purpose: flowPurpose,
  step: flowStep,
  /** Present exactly when the step is `complete`. */
  assuranceToken: z.string().optional(),
});
export type FlowState = z.infer<typeof flowState>;
export const startedFlow = z.strictObject({ flowToken: z.string(), flow: flowState });
export type StartedFlow = z.infer<typeof startedFlow>;
