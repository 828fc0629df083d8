import { z } from 'zod';
import { identifierField } from './fields.js';
import { accountSummary } from './public.js';

const moment = z.iso.datetime();

/** An account as operators and support see it. */
export const administeredAccount = accountSummary.extend({
  state: z.enum(['active', 'disabled', 'closed']),
  emailVerified: z.boolean(),
  createdAt: moment,
});
export type AdministeredAccount = z.infer<typeof administeredAccount>;
/** By exact username or e-mail address. */
export const findAccountQuery = z.strictObject({ identifier: identifierField });
export const administeredAccounts = z.strictObject({ accounts: z.array(administeredAccount) });

/** A reset of all second factors by the help desk: tells every address at once and acts only after the waiting period. */
export const factorReset = z.strictObject({ requestedAt: moment, takesEffectAt: moment });
export type FactorResetView = z.infer<typeof factorReset>;
