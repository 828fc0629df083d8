import { z } from 'zod';
import { factorKind } from '../factor.js';
import { emailField, identifierField, lineField, locale, nameField, opaqueTokenField, textField } from '../fields.js';
import { activityEntry } from '../account.js';
import { installationRole } from '../public.js';

const moment = z.iso.datetime();

/** What somebody may do in one organization. Operators and support of the installation have theirs beside it. */
export const organizationRole = z.enum(['administrator', 'member']);
export type OrganizationRole = z.infer<typeof organizationRole>;
/** As what somebody acts on an organization. */
export const actingRole = z.enum([...organizationRole.options, ...installationRole.options]);
export type ActingRole = z.infer<typeof actingRole>;

export const organizationName = textField(100);

export const organizationView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Mine. */
  role: actingRole,
  members: z.int().min(0),
  createdAt: moment,
});
export type OrganizationView = z.infer<typeof organizationView>;
export const organizationList = z.strictObject({ organizations: z.array(organizationView) });
export type OrganizationList = z.infer<typeof organizationList>;

/** `administrator`: username or e-mail address of an account that runs it from the start; absent: whoever creates it. */
export const createOrganizationRequest = z.strictObject({
  name: organizationName,
  administrator: identifierField.optional(),
});
export type CreateOrganizationRequest = z.infer<typeof createOrganizationRequest>;
export const renameOrganizationRequest = z.strictObject({ name: organizationName });

/** Opaque to clients: of an earlier page. */
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,512}$/, 'use the cursor of an earlier page')
  .optional();
export const pageQuery = z.strictObject({ cursor, limit: z.coerce.number().int().min(1).max(100).default(25) });
export type PageQuery = z.infer<typeof pageQuery>;
const beginning = lineField(100, 0).trim().optional();

export const memberState = z.enum(['active', 'disabled', 'closed']);
export const memberView = z.strictObject({
  accountId: z.uuid(),
  username: z.string(),
  name: nameField,
  email: z.string(),
  emailVerified: z.boolean(),
  role: organizationRole,
  state: memberState,
  joinedAt: moment,
  lastSignInAt: moment.nullable(),
});
export type MemberView = z.infer<typeof memberView>;

/** Of all organizations, for operators and support: `query` is the beginning of the name, in any case. */
export const organizationsQuery = pageQuery.extend({ query: beginning });
export type OrganizationsQuery = z.infer<typeof organizationsQuery>;
export const organizationPage = organizationList.extend({ nextCursor: z.string().nullable() });
export type OrganizationPage = z.infer<typeof organizationPage>;

/** `query`: the beginning of a username, an e-mail address or a name, in any case. */
export const membersQuery = pageQuery.extend({
  query: beginning,
  role: organizationRole.optional(),
  state: memberState.optional(),
});
export type MembersQuery = z.infer<typeof membersQuery>;
/** `total`: of all that match, counted up to 100,000. */
export const memberPage = z.strictObject({
  members: z.array(memberView),
  total: z.int().min(0),
  nextCursor: z.string().nullable(),
});
export type MemberPage = z.infer<typeof memberPage>;
export const changeMemberRequest = z.strictObject({ role: organizationRole });

export const invitationView = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: organizationRole,
  invitedBy: z.string(),
  createdAt: moment,
  expiresAt: moment,
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
});
export type InvitationView = z.infer<typeof invitationView>;
export const invitationPage = z.strictObject({
  invitations: z.array(invitationView),
  nextCursor: z.string().nullable(),
});
export type InvitationPage = z.infer<typeof invitationPage>;
export const inviteRequest = z.strictObject({
  email: emailField,
  role: organizationRole.default('member'),
  /** Language of the mail; absent: that of whoever invites. */
  locale: locale.optional(),
});
export type InviteRequest = z.infer<typeof inviteRequest>;

/** What the link's page shows before anything is accepted. */
export const readInvitationRequest = z.strictObject({ token: opaqueTokenField });
export const openedInvitation = z.strictObject({
  organization: z.string(),
  email: z.string(),
  role: organizationRole,
  expiresAt: moment,
});
export type OpenedInvitation = z.infer<typeof openedInvitation>;
/** With a session: whoever is signed in becomes a member. */
export const acceptInvitationRequest = readInvitationRequest;

/** What members sign in to, by slug: what holds there can be asked for with the policy. */
export const organizationApplications = z.strictObject({
  applications: z.array(z.strictObject({ slug: z.string(), name: z.string() })),
});
export type OrganizationApplications = z.infer<typeof organizationApplications>;

/** What happened in an organization, newest first: like an account's activity, and whom it was about. */
export const organizationActivityPage = z.strictObject({
  entries: z.array(activityEntry.extend({ account: z.string().nullable() })),
  nextCursor: z.string().nullable(),
});
export type OrganizationActivityPage = z.infer<typeof organizationActivityPage>;

/** A member's second factors as the help desk sees them: masked. */
export const memberFactors = z.strictObject({
  factors: z.array(
    z.strictObject({
      id: z.uuid(),
      kind: factorKind,
      label: z.string(),
      destination: z.string().optional(),
      activatedAt: moment.nullable(),
      lastUsedAt: moment.nullable(),
      disabled: z.boolean().optional(),
      codesLeft: z.int().min(0).optional(),
    }),
  ),
  verifiedAddress: z.string().nullable(),
  resetAt: moment.nullable(),
});
export type MemberFactors = z.infer<typeof memberFactors>;
