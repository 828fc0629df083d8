import { z } from 'zod';
import { factorKind } from '../http/factor.js';

const happened = {
  accountId: z.uuid(),
  flowId: z.uuid(),
  source: z.string().nullable(),
  at: z.iso.datetime(),
};

/** Events on the queue `identity`, all from mfa: they end in the audit record. */
export const identityEvents = {
  'email.verified': z.strictObject({ ...happened, address: z.string() }),
  'enrollment.postponed': z.strictObject(happened),
  'factor.activated': z.strictObject({ ...happened, factorId: z.uuid(), kind: factorKind }),
  'factor.disabled': z.strictObject({ ...happened, factorId: z.uuid(), kind: factorKind }),
  'challenge.rejected': z.strictObject({ ...happened, factorId: z.uuid(), kind: factorKind }),
  'challenge.locked': z.strictObject({ ...happened, factorId: z.uuid(), kind: factorKind }),
} as const;
