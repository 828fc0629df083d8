import { z } from 'zod';
import { challengeView, factorKind, factorView } from './factor.js';

const moment = z.iso.datetime();

export const flowStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choose-enrollment'),
    /** Accounts created at or after this moment must enroll. */
    requiredFrom: moment,
    /** How often "Not now" may still be chosen; null: no limit. */
    postponementsLeft: z.int().min(0).nullable(),
  }),
  z.strictObject({ kind: z.literal('verify-email'), accountEmail: z.string() }),
  z.strictObject({ kind: z.literal('await-email'), email: z.string(), resendAt: moment.nullable() }),
  z.strictObject({
    kind: z.literal('enroll-factor'),
    allowed: z.array(factorKind),
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
  }),
  z.strictObject({
    kind: z.literal('answer-challenge'),
    factor: factorView,
    challenge: challengeView,
    alternatives: z.array(factorView),
    canRememberDevice: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('complete'), redirectTo: z.url().optional() }),
]);
export type FlowStep = z.infer<typeof flowStep>;
export type FlowStepKind = FlowStep['kind'];

export const flowPurpose = z.enum(['sign-in']);
