import { z } from 'zod';

/** gateway → identity: the session's holder wants to act on an organization's matters in mfa. */
export const administrationTokenRequest = z.strictObject({
  /** `read`; `change` (administrators and operators, freshly authenticated, S11). */
  permission: z.enum(['read', 'change']),
  application: z.string().min(1).max(64).nullable().default(null),
});
export type AdministrationTokenRequest = z.input<typeof administrationTokenRequest>;
export const administrationToken = z.strictObject({ administrationToken: z.string() });
export type AdministrationToken = z.infer<typeof administrationToken>;
