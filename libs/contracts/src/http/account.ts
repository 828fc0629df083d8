import { z } from 'zod';
import { factorView } from './factor.js';
import {
  addressField,
  contactPhoneField,
  emailField,
  labelField,
  locale,
  nameField,
  opaqueTokenField,
  passwordField,
} from './fields.js';
import { aal, accountSummary, clientKind, applicationName } from './public.js';

const moment = z.iso.datetime();

/** Messages that are not about security, and so may be turned off. */
export const notificationPreferences = z.strictObject({
  /** Messages that applications send through us. */
  applications: z.strictObject({ email: z.boolean(), sms: z.boolean() }),
});
export type NotificationPreferences = z.infer<typeof notificationPreferences>;

export const accountView = accountSummary.extend({
  emailVerified: z.boolean(),
  name: nameField,
  phone: z.string().nullable(),
  address: addressField.nullable(),
  notifications: notificationPreferences,
  createdAt: moment,
});
export type AccountView = z.infer<typeof accountView>;

/** What is absent stays as it is; `address: null` removes it. */
export const changeProfileRequest = z.strictObject({
  name: nameField.optional(),
  address: addressField.nullable().optional(),
  locale: locale.optional(),
  notifications: notificationPreferences.optional(),
});
export type ChangeProfileRequest = z.infer<typeof changeProfileRequest>;

export const changePhoneRequest = z.strictObject({ phone: contactPhoneField.nullable() });
export const changePasswordRequest = z.strictObject({ currentPassword: passwordField, password: passwordField });
export type ChangePasswordRequest = z.infer<typeof changePasswordRequest>;

export const changeEmailRequest = z.strictObject({ email: emailField });
export const requestedEmailChange = z.strictObject({ email: z.string(), expiresAt: moment });
export type RequestedEmailChange = z.infer<typeof requestedEmailChange>;
export const confirmEmailRequest = z.strictObject({ token: opaqueTokenField });
export const confirmedEmail = z.strictObject({ email: z.string() });
export type ConfirmedEmail = z.infer<typeof confirmedEmail>;

/** A signed-in browser or client. */
export const sessionListItem = z.strictObject({
  id: z.uuid(),
  current: z.boolean(),
  device: z.string(),
  source: z.string().nullable(),
  application: z.string().nullable(),
  aal,
  amr: z.array(z.string()),
  signedInAt: moment,
  lastUsedAt: moment,
  expiresAt: moment,
});
export const sessionList = z.strictObject({ sessions: z.array(sessionListItem) });
export type SessionList = z.infer<typeof sessionList>;

export const trustedDeviceView = z.strictObject({
  id: z.uuid(),
  device: z.string(),
  source: z.string().nullable(),
  application: z.string().nullable(),
  rememberedAt: moment,
  lastUsedAt: moment,
  expiresAt: moment,
});
export const trustedDeviceList = z.strictObject({ devices: z.array(trustedDeviceView) });
export type TrustedDeviceList = z.infer<typeof trustedDeviceList>;

export const factorList = z.strictObject({
  factors: z.array(factorView),
  /** The verified MFA and recovery address, masked. */
  verifiedAddress: z.string().nullable(),
  /** When a reset that the help desk has begun takes effect, if one waits. */
  resetAt: moment.nullable(),
});
export type FactorList = z.infer<typeof factorList>;
export const renameFactorRequest = z.strictObject({ label: labelField });

export const startFactorChangesRequest = z.strictObject({
  client: clientKind,
  application: applicationName.optional(),
});

export const recoveryCodesStanding = z.strictObject({ left: z.int().min(0), createdAt: moment.nullable() });
export type RecoveryCodesStanding = z.infer<typeof recoveryCodesStanding>;
/** Shown once. `text` is what the download holds. */
export const newRecoveryCodes = z.strictObject({ codes: z.array(z.string()), createdAt: moment, text: z.string() });
export type NewRecoveryCodes = z.infer<typeof newRecoveryCodes>;

/** What happened, by what it is about: `sign-ins` tells of the ones that were refused too. */
export const activityTopics = ['sign-ins', 'methods', 'account', 'recovery'] as const;
export type ActivityTopic = (typeof activityTopics)[number];

export const activityQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'use the cursor of an earlier page')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  topic: z.enum(activityTopics).optional(),
});
export type ActivityQuery = z.infer<typeof activityQuery>;
export const activityEntry = z.strictObject({
  id: z.string(),
  kind: z.string(),
  at: moment,
  source: z.string().nullable(),
  device: z.string().nullable(),
  application: z.string().nullable(),
  factor: z.strictObject({ kind: z.string(), id: z.string().nullable() }).nullable(),
  /** Who did it, where it was not the person. */
  actor: z.string().nullable(),
});
export const activityPage = z.strictObject({ entries: z.array(activityEntry), nextCursor: z.string().nullable() });
export type ActivityPage = z.infer<typeof activityPage>;

/** Everything held about the person, one member for each service; secrets are not among it. */
export const accountExport = z.strictObject({
  exportedAt: moment,
  identity: z.record(z.string(), z.unknown()),
  mfa: z.record(z.string(), z.unknown()),
  notifications: z.record(z.string(), z.unknown()).nullable(),
});
export type AccountExport = z.infer<typeof accountExport>;

/** For so many days a closed account is still there, and can be opened again. */
export const accountClosure = z.strictObject({ graceDays: z.int().positive() });
export type AccountClosure = z.infer<typeof accountClosure>;

/** Until `deletedAt` the account is closed but still there, in case somebody else closed it. */
export const closedAccount = z.strictObject({ closedAt: moment, deletedAt: moment });
export type ClosedAccount = z.infer<typeof closedAccount>;

export const startStepUpRequest = z.strictObject({
  aal: z.enum(['aal1', 'aal2']).optional(),
  /** How long ago, in seconds, the person may have proven it; 300 where absent. */
  maxAgeSeconds: z.int().min(0).max(86_400).optional(),
  application: applicationName.optional(),
  client: clientKind,
});
export type StartStepUpRequest = z.infer<typeof startStepUpRequest>;
export const passwordRequest = z.strictObject({ password: passwordField });
export const termsDecisionRequest = z.strictObject({
  accepted: z.boolean(),
  /** The version that was shown; when another one is in force by then, that is asked for instead. */
  version: z.string().min(1).max(32).optional(),
});
export type TermsDecisionRequest = z.infer<typeof termsDecisionRequest>;
