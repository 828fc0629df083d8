import { z } from 'zod';
import { challengeView, enrollableKind, factorView } from './factor.js';
import { webauthnOptions } from './webauthn.js';

const moment = z.iso.datetime();

export const acceptTermsStep = z.strictObject({
  kind: z.literal('accept-terms'),
  application: z.string(),
  version: z.string(),
  title: z.string(),
  text: z.string(),
});

export const flowStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choose-enrollment'),
    /** Accounts created at or after this moment must enroll. */
    requiredFrom: moment,
    /** How often "Not now" may still be chosen; null: no limit. */
    postponementsLeft: z.int().min(0).nullable(),
    /** From then on it is not offered any more; null: no such moment is set. */
    deadline: moment.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('verify-email'), accountEmail: z.string() }),
  z.strictObject({
    kind: z.literal('await-email'),
    email: z.string(),
    resendAt: moment.nullable(),
    /**
     * What the link is for: `first`, the address that everything else needs; `change`, another one in its place; `recover`,
     * the second proof of somebody who has lost every factor, which goes to the verified address alone. The last two may be
     * taken back with `DELETE …/factors/pending`.
     */
    reason: z.enum(['first', 'change', 'recover']).optional(),
  }),
  z.strictObject({
    kind: z.literal('enroll-factor'),
    allowed: z.array(enrollableKind),
    active: z.array(factorView),
    skippable: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('activate-factor'),
    factor: factorView,
    challenge: challengeView,
    totp: z
      .strictObject({
        /** Base32 key for typing in by hand (RFC 4648). */
        secret: z.string(),
        /** `otpauth://` link for phones. */
        uri: z.string(),
        /** SVG data URL. */
        qr: z.string(),
      })
      .optional(),
    /** For a passkey: what `navigator.credentials.create` wants; its answer goes into `credential`. */
    webauthn: webauthnOptions.optional(),
  }),
  z.strictObject({
    kind: z.literal('answer-challenge'),
    factor: factorView,
    challenge: challengeView,
    alternatives: z.array(factorView),
    canRememberDevice: z.boolean(),
    /** Whether somebody who has lost every method may prove the verified address instead. */
    canRecover: z.boolean().optional(),
    /** For a passkey: what `navigator.credentials.get` wants; its answer goes into `credential`. */
    webauthn: webauthnOptions.optional(),
  }),
  /** The password again: in a step-up of somebody without a second factor, or whose sign-in was long ago. */
  z.strictObject({ kind: z.literal('confirm-password'), username: z.string() }),
  z.strictObject({
    kind: z.literal('manage-factors'),
    factors: z.array(factorView),
    allowed: z.array(enrollableKind),
    /** Whether one that can be asked for at every sign-in must stay. */
    mustKeepOne: z.boolean(),
  }),
  acceptTermsStep,
  /** The last step of a recovery: nothing is signed in by it. */
  z.strictObject({ kind: z.literal('choose-password'), username: z.string() }),
  z.strictObject({
    kind: z.literal('complete'),
    redirectTo: z.url().optional(),
    /** Unused recovery codes; null when there never were any, and making some is a good idea. */
    recoveryCodesLeft: z.int().min(0).nullable().optional(),
  }),
]);
export type FlowStep = z.infer<typeof flowStep>;
export type FlowStepKind = FlowStep['kind'];

export const flowPurpose = z.enum(['sign-in', 'step-up', 'recovery', 'manage-factors']);
export type FlowPurpose = z.infer<typeof flowPurpose>;
