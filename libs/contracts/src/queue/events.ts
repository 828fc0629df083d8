import { z } from 'zod';
import { factorKind } from '../http/factor.js';
import { organizationsForIdentity, organizationsForMfa } from './organizations.js';

const happened = {
  accountId: z.uuid(),
  /** Null for what happens outside a flow. */
  flowId: z.uuid().nullable(),
  source: z.string().nullable(),
  /** Who did it, where it was not the person. */
  actor: z.uuid().nullable().default(null),
  application: z.string().nullable().default(null),
  at: z.iso.datetime(),
};
/** Addresses that mfa knows of beside the account's own; a notice goes to all of them. */
const notify = z.array(z.string());
const aboutFactor = { ...happened, factorId: z.uuid(), kind: factorKind };
const maskedDestination = z.string().nullable();

/** What mfa tells identity: it ends in the audit record, and where `notify` is there, in a notice to the person. */
const fromMfa = {
  /** `credentialVersion`: of the flow that asked for it; what was begun before the account was reported proves nothing after it. */
  'email.verified': z.strictObject({
    ...happened,
    address: z.string(),
    credentialVersion: z.int().nullable().default(null),
    notify,
  }),
  'enrollment.postponed': z.strictObject(happened),
  'factor.activated': z.strictObject({ ...aboutFactor, notify, destination: maskedDestination }),
  'factor.removed': z.strictObject({ ...aboutFactor, notify, destination: maskedDestination }),
  'factor.disabled': z.strictObject(aboutFactor),
  'challenge.rejected': z.strictObject(aboutFactor),
  /** `afterPassword`: whoever used the answers up knew the password. */
  'challenge.locked': z.strictObject({ ...aboutFactor, notify, afterPassword: z.boolean() }),
  'recovery_codes.created': z.strictObject({ ...happened, notify }),
  'recovery_code.used': z.strictObject({ ...aboutFactor, notify, left: z.int() }),
  'device.remembered': z.strictObject(happened),
  'device.forgotten': z.strictObject(happened),
  /** Every method was lost and the account recovered by password and verified address: all of them are gone. */
  'factors.recovered': z.strictObject({ ...happened, notify }),
  'factor_reset.requested': z.strictObject({ ...happened, notify, resetId: z.uuid(), takesEffectAt: z.iso.datetime() }),
  'factor_reset.stopped': z.strictObject({ ...happened, notify }),
  'factor_reset.applied': z.strictObject({ ...happened, notify }),
} as const;

/** What identity leaves for itself to do off the request's path, where the time that it takes tells nobody anything (S20). */
const forIdentity = {
  'send-username': z.strictObject({ email: z.string(), source: z.string().nullable(), at: z.iso.datetime() }),
  'send-password-reset': z.strictObject({
    identifier: z.string(),
    source: z.string().nullable(),
    application: z.string().nullable(),
    at: z.iso.datetime(),
  }),
} as const;

/** Work that comes back by the clock; see the schedules of each service. */
export const clearExpired = z.strictObject({});
export const identityMessages = {
  ...fromMfa,
  ...forIdentity,
  ...organizationsForIdentity,
  /** The next rows of a member import. */
  'import-members': z.strictObject({ importId: z.uuid(), fromRow: z.int().min(2) }),
  'clear-expired': clearExpired,
  /** Joins new entries of the audit record to its chain. */
  'seal-audit': z.strictObject({}),
} as const;

/** What was begun with older ones is void; subject tokens say which they were made with. */
const credentials = { credentialVersion: z.int().min(0) };

/** What identity tells mfa. Nothing that must hold at once waits for it: that is in the tokens. */
export const mfaMessages = {
  /**
   * The person said "this was not me": forget devices, the factor or the reset that it was about, and whatever was added or
   * proven since it happened.
   */
  'account.disavowed': z.strictObject({
    accountId: z.uuid(),
    factorId: z.uuid().nullable(),
    resetId: z.uuid().nullable(),
    /** When that began which was somebody else's doing. */
    since: z.iso.datetime(),
    /** The MFA and recovery address from now on, where it was changed since then; null: none is proven any more. */
    verifiedAddress: z.string().nullable(),
    ...credentials,
    at: z.iso.datetime(),
  }),
  /** The password was changed or the account disabled: what was begun before that ends, and no device is trusted any more. */
  'account.secured': z.strictObject({ accountId: z.uuid(), ...credentials, at: z.iso.datetime() }),
  /** Somebody signed out, here or elsewhere: what was begun from these sessions ends with them. */
  'sessions.ended': z.strictObject({ accountId: z.uuid(), sessions: z.array(z.uuid()), at: z.iso.datetime() }),
  'account.closed': z.strictObject({ accountId: z.uuid(), at: z.iso.datetime() }),
  'account.deleted': z.strictObject({ accountId: z.uuid(), at: z.iso.datetime() }),
  ...organizationsForMfa,
  'clear-expired': clearExpired,
} as const;
