import * as contracts from '@postern/contracts';
import { z } from 'zod';
import { nothing } from '../edge/nothing.js';

const requests = {
  RegisterAccountRequest: contracts.registerAccountRequest,
  StartSignInRequest: contracts.startSignInRequest,
  EnrollmentChoiceRequest: contracts.enrollmentChoiceRequest,
  ChooseEmailRequest: contracts.chooseEmailRequest,
  EnrollFactorRequest: contracts.enrollFactorRequest,
  AnswerRequest: contracts.answerRequest,
  SwitchChallengeRequest: contracts.switchChallengeRequest,
  PasswordRequest: contracts.passwordRequest,
  TermsDecisionRequest: contracts.termsDecisionRequest,
  ConsumeEmailVerificationRequest: contracts.consumeEmailVerificationRequest,
  StartStepUpRequest: contracts.startStepUpRequest,
  StartFactorChangesRequest: contracts.startFactorChangesRequest,
  ChangeProfileRequest: contracts.changeProfileRequest,
  ChangePhoneRequest: contracts.changePhoneRequest,
  ChangePasswordRequest: contracts.changePasswordRequest,
  ChangeEmailRequest: contracts.changeEmailRequest,
  ConfirmEmailRequest: contracts.confirmEmailRequest,
  RenameFactorRequest: contracts.renameFactorRequest,
  ForgotUsernameRequest: contracts.forgotUsernameRequest,
  ForgotPasswordRequest: contracts.forgotPasswordRequest,
  OpenResetLinkRequest: contracts.openResetLinkRequest,
  NoticeRequest: contracts.noticeRequest,
  PasskeySignInRequest: contracts.passkeySignInRequest,
  CreateApplicationRequest: contracts.createApplicationRequest,
  ApplicationSettings: contracts.applicationSettings,
  CreateOrganizationRequest: contracts.createOrganizationRequest,
  RenameOrganizationRequest: contracts.renameOrganizationRequest,
  ChangeMemberRequest: contracts.changeMemberRequest,
  InviteRequest: contracts.inviteRequest,
  InvitationTokenRequest: contracts.readInvitationRequest,
  ChangeMfaPolicyRequest: contracts.changeMfaPolicyRequest,
  MfaDryRunRequest: contracts.mfaDryRunRequest,
};

const replies = {
  RegisteredAccount: contracts.registeredAccount,
  Flow: contracts.flowView,
  FlowStep: contracts.flowStep,
  Factor: contracts.factorView,
  Challenge: contracts.challengeView,
  ConsumedEmailVerification: contracts.consumedEmailVerification,
  Session: contracts.sessionView,
  IssuedSession: contracts.issuedSessionView,
  Account: contracts.accountView,
  RequestedEmailChange: contracts.requestedEmailChange,
  ConfirmedEmail: contracts.confirmedEmail,
  SessionList: contracts.sessionList,
  TrustedDeviceList: contracts.trustedDeviceList,
  FactorList: contracts.factorList,
  RecoveryCodesStanding: contracts.recoveryCodesStanding,
  NewRecoveryCodes: contracts.newRecoveryCodes,
  ActivityPage: contracts.activityPage,
  AccountExport: contracts.accountExport,
  AccountClosure: contracts.accountClosure,
  ClosedAccount: contracts.closedAccount,
  Notice: contracts.noticeView,
  PasskeyChallenge: contracts.passkeyChallenge,
  PublicApplication: contracts.publicApplication,
  Application: contracts.applicationView,
  ApplicationList: contracts.applicationList,
  AdministeredAccount: contracts.administeredAccount,
  AdministeredAccounts: contracts.administeredAccounts,
  FactorReset: contracts.factorReset,
  OrganizationList: contracts.organizationList,
  OrganizationPage: contracts.organizationPage,
  Organization: contracts.organizationView,
  OrganizationActivityPage: contracts.organizationActivityPage,
  OrganizationApplications: contracts.organizationApplications,
  MemberPage: contracts.memberPage,
  Member: contracts.memberView,
  MemberFactors: contracts.memberFactors,
  DeliveryList: contracts.deliveryList,
  InvitationPage: contracts.invitationPage,
  Invitation: contracts.invitationView,
  OpenedInvitation: contracts.openedInvitation,
  MemberImportList: contracts.memberImportList,
  MemberImport: contracts.memberImportView,
  MemberImportErrors: contracts.memberImportErrors,
  MfaPolicyView: contracts.mfaPolicyView,
  MfaDryRun: contracts.mfaDryRun,
  RolloutList: contracts.rolloutList,
  Rollout: contracts.rolloutView,
  RolloutFailures: contracts.rolloutFailures,
  MfaAdoption: contracts.mfaAdoption,
  AdoptionMembers: contracts.adoptionMembers,
  SentReminder: contracts.sentReminder,
  Accepted: nothing,
  Problem: contracts.problemBody,
};

type RequestName = keyof typeof requests;
export type ReplyName = keyof typeof replies;

/** The schemas that the reference names, the same objects that requests are checked against. */
export const namedSchemas: Record<RequestName | ReplyName, z.ZodType> = { ...requests, ...replies };

export const reference = (name: RequestName | ReplyName) => ({ $ref: `#/components/schemas/${name}` });

const names = new Map<unknown, string>(Object.entries(requests).map(([name, schema]) => [schema, name]));

/** @returns where a schema that is checked against is described; undefined for one without fields. */
export function referenceTo(schema: unknown): { $ref: string } | undefined {
  const name = names.get(schema);
  return name === undefined ? undefined : reference(name as RequestName);
}

/** As JSON Schema 2020-12, the dialect of OpenAPI 3.1. A request is described as it is sent, a reply as it arrives. */
export function componentSchemas(): Record<string, object> {
  return { ...jsonSchemas(requests, 'input'), ...jsonSchemas(replies, 'output') };
}

/** The fields of a query, each a parameter of its own. */
export function queryFields(schema: z.ZodObject): { name: string; required: boolean; schema: object }[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, described]) => ({
    name,
    required: required.includes(name),
    schema: described as object,
  }));
}

function jsonSchemas(schemas: Record<string, z.ZodType>, io: 'input' | 'output'): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const converted = z.toJSONSchema(registry, { io, uri: (id) => reference(id as ReplyName).$ref });
  return Object.fromEntries(
    Object.entries(converted.schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}
