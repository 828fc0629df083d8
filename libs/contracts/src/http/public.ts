import { z } from 'zod';
import {
  addressField,
  answerField,
  contactPhoneField,
  emailField,
  identifierField,
  lineField,
  locale,
  nameField,
  labelField,
  opaqueTokenField,
  passwordField,
  usernameField,
} from './fields.js';
import { flowPurpose, flowStep } from './flow-step.js';
import { webauthnCredential } from './webauthn.js';

const moment = z.iso.datetime();

export const registerAccountRequest = z.strictObject({
  username: usernameField,
  password: passwordField,
  email: emailField,
  name: nameField,
  phone: contactPhoneField.optional(),
  address: addressField.optional(),
  /** Language of messages; absent: the best match for `Accept-Language`. */
  locale: locale.optional(),
});
export type RegisterAccountRequest = z.infer<typeof registerAccountRequest>;

export const registeredAccount = z.strictObject({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  createdAt: moment,
});
export type RegisteredAccount = z.infer<typeof registeredAccount>;

export const clientKind = z.enum(['browser', 'native']).default('browser');
/** Any text is looked up, so that a misspelled name is told as unknown, not as malformed. */
export const applicationName = lineField(64);
/** Where to go afterwards: must be one of the application's own, to the letter. */
export const redirectTarget = z.string().min(1).max(2048);

export const startSignInRequest = z.strictObject({
  identifier: identifierField,
  password: passwordField,
  application: applicationName.optional(),
  redirectTo: redirectTarget.optional(),
  client: clientKind,
  /** Of a native client that was told one; browsers have it in a cookie. */
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
  z.strictObject({ kind: z.literal('totp'), label: labelField.optional(), replaces: z.uuid().optional() }),
  z.strictObject({ kind: z.literal('webauthn'), label: labelField.optional(), replaces: z.uuid().optional() }),
]);
export type EnrollFactorRequest = z.infer<typeof enrollFactorRequest>;

/** A passkey is answered with `credential`, everything else with `code`. */
export const answerRequest = z
  .strictObject({
    code: answerField.optional(),
    credential: webauthnCredential.optional(),
    rememberDevice: z.boolean().optional(),
    modifyFactors: z.boolean().optional(),
  })
  .superRefine(({ code, credential }, context) => {
    if ((code === undefined) !== (credential === undefined)) return;
    context.addIssue(
      code === undefined
        ? { code: 'invalid_type', expected: 'string', path: ['code'], message: 'received undefined', input: undefined }
        : { code: 'custom', path: ['credential'], message: 'send either a code or a credential' },
    );
  });
export type AnswerRequest = z.infer<typeof answerRequest>;

export const switchChallengeRequest = z.strictObject({ factorId: z.uuid() });
export type SwitchChallengeRequest = z.infer<typeof switchChallengeRequest>;

export const consumeEmailVerificationRequest = z.strictObject({ token: opaqueTokenField });
export const consumedEmailVerification = z.strictObject({ email: z.string() });
export type ConsumedEmailVerification = z.infer<typeof consumedEmailVerification>;

export const aal = z.enum(['aal1', 'aal2', 'aal3']);
export type Aal = z.infer<typeof aal>;

/** What somebody may do in the whole installation, beside using it. */
export const installationRole = z.enum(['operator', 'support']);
export type InstallationRole = z.infer<typeof installationRole>;

export const accountSummary = z.strictObject({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  locale,
  role: installationRole.nullable(),
});

export const sessionView = z.strictObject({
  id: z.uuid(),
  account: accountSummary,
  application: z.string().nullable(),
  aal,
  amr: z.array(z.string()),
  authenticatedAt: moment,
  expiresAt: moment,
});
export type SessionView = z.infer<typeof sessionView>;

/** The session inside a completed flow; `token` only for native clients, and only once. */
export const issuedSessionView = sessionView.omit({ authenticatedAt: true }).extend({ token: z.string().optional() });
export type IssuedSessionView = z.infer<typeof issuedSessionView>;

export const flowApplication = z.strictObject({ slug: z.string(), name: z.string(), supportContact: z.string() });

export const flowView = z.strictObject({
  id: z.uuid(),
  purpose: flowPurpose,
  application: flowApplication.nullable(),
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
