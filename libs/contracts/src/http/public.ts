import { z } from 'zod';
import {
  addressField,
  codeField,
  contactPhoneField,
  emailField,
  identifierField,
  nameField,
  opaqueTokenField,
  passwordField,
  usernameField,
} from './fields.js';
import { flowPurpose, flowStep } from './flow-step.js';

const moment = z.iso.datetime();

export const registerAccountRequest = z.strictObject({
  username: usernameField,
  password: passwordField,
  email: emailField,
  name: nameField,
  phone: contactPhoneField.optional(),
  address: addressField.optional(),
});
export type RegisterAccountRequest = z.infer<typeof registerAccountRequest>;

export const registeredAccount = z.strictObject({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  createdAt: moment,
});
export type RegisteredAccount = z.infer<typeof registeredAccount>;

export const startSignInRequest = z.strictObject({
  identifier: identifierField,
  password: passwordField,
  application: z.string().min(1).max(64).optional(),
  client: z.enum(['browser', 'native']).default('browser'),
  deviceToken: opaqueTokenField.optional(),
});
export type StartSignInRequest = z.infer<typeof startSignInRequest>;

export const enrollmentChoiceRequest = z.strictObject({ choice: z.enum(['enroll', 'not-now']) });
export type EnrollmentChoiceRequest = z.infer<typeof enrollmentChoiceRequest>;

/** Absent address: the account's own. */
export const chooseEmailRequest = z.strictObject({ address: emailField.optional() });
export type ChooseEmailRequest = z.infer<typeof chooseEmailRequest>;

export const enrollFactorRequest = z.discriminatedUnion('kind', [
  // The number itself is judged by the domain, which says what is wrong with it (422), not only that it is wrong.
  z.strictObject({ kind: z.literal('sms'), phone: z.string().max(40) }),
  z.strictObject({ kind: z.literal('email') }),
  z.strictObject({ kind: z.literal('totp') }),
]);
export type EnrollFactorRequest = z.infer<typeof enrollFactorRequest>;

export const answerRequest = z.strictObject({
  code: codeField,
  rememberDevice: z.boolean().optional(),
  modifyFactors: z.boolean().optional(),
});
export type AnswerRequest = z.infer<typeof answerRequest>;

export const switchChallengeRequest = z.strictObject({ factorId: z.uuid() });
export type SwitchChallengeRequest = z.infer<typeof switchChallengeRequest>;

export const consumeEmailVerificationRequest = z.strictObject({ token: opaqueTokenField });
export const consumedEmailVerification = z.strictObject({ email: z.string() });
export type ConsumedEmailVerification = z.infer<typeof consumedEmailVerification>;

export const aal = z.enum(['aal1', 'aal2', 'aal3']);
export type Aal = z.infer<typeof aal>;

export const accountSummary = z.strictObject({ id: z.uuid(), username: z.string(), email: z.string() });

export const sessionView = z.strictObject({
  account: accountSummary,
  aal,
  amr: z.array(z.string()),
  authenticatedAt: moment,
  expiresAt: moment,
});
export type SessionView = z.infer<typeof sessionView>;

/** The session inside a completed flow; `token` only for native clients, and only once. */
export const issuedSessionView = sessionView.omit({ authenticatedAt: true }).extend({ token: z.string().optional() });

export const flowView = z.strictObject({
  id: z.uuid(),
  purpose: flowPurpose,
  application: z.strictObject({ slug: z.string(), name: z.string(), supportContact: z.string() }).nullable(),
  step: flowStep,
  flowToken: z.string().optional(),
  session: issuedSessionView.optional(),
  deviceToken: z.string().optional(),
});
export type FlowView = z.infer<typeof flowView>;

/** Embedded mode only. */
export const inboxMessage = z.strictObject({
  id: z.uuid(),
  channel: z.enum(['email', 'sms']),
  to: z.string(),
  template: z.string(),
  subject: z.string().optional(),
  text: z.string(),
  html: z.string().optional(),
  sentAt: moment,
});
export type InboxMessage = z.infer<typeof inboxMessage>;
