import { z } from 'zod';
import { aal } from '../http/public.js';
import { flowPurpose } from '../http/flow-step.js';

/** Services that sign tokens for each other; the name is the token's `iss` and `aud` (RFC 7519). */
export const serviceName = z.enum(['gateway', 'identity', 'mfa', 'notifications']);
export type ServiceName = z.infer<typeof serviceName>;

/** Gateway → a service, as bearer token. Grants nothing but the right to call. */
export const serviceTokenClaims = z.object({ sub: serviceName });

/**
 * identity → mfa: the password was right. Buys one second-factor flow (its `jti` is taken once).
 * Times are seconds since the epoch.
 */
export const subjectTokenClaims = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  purpose: flowPurpose,
  username: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  created_at: z.int(),
  auth_time: z.int(),
  /** Changes with every password change; a flow begun before one buys no session after it. */
  credential_version: z.int(),
  application: z.string().nullable(),
  organizations: z.array(z.string()),
  amr: z.array(z.string()),
});
export type SubjectTokenClaims = z.infer<typeof subjectTokenClaims>;

/** mfa → identity: the flow is satisfied. Buys one session: `jti` is the flow's id and a flow has one session. */
export const assuranceTokenClaims = z.object({
  sub: z.uuid(),
  jti: z.uuid(),
  purpose: flowPurpose,
  amr: z.array(z.string()),
  aal,
  auth_time: z.int(),
  credential_version: z.int(),
  application: z.string().nullable(),
  /** The factor that was used or enrolled; null when the person postponed enrollment. */
  factor: z.object({ id: z.uuid(), kind: z.string() }).nullable(),
});
export type AssuranceTokenClaims = z.infer<typeof assuranceTokenClaims>;

export const tokenTypes = {
  service: 'postern-service+jwt',
  subject: 'postern-subject+jwt',
  assurance: 'postern-assurance+jwt',
} as const;
export type TokenType = keyof typeof tokenTypes;
