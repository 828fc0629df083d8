import { defineEntity, p } from '@mikro-orm/postgresql';
import { Account } from '@postern/identity-domain';
import type { ServiceSchema } from '@postern/platform';
import { emailChangeSchema, noticeSchema, passwordResetSchema } from './link-schemas.js';
import { AccountLifeRecoveryNotices } from './migrations/20261123-account-life-recovery-notices.js';
import { AccountsSessionsAudit } from './migrations/20261121-accounts-sessions-audit.js';
import { OrganizationsMembersInvitations } from './migrations/20261125-organizations.js';
import { MemberImports } from './migrations/20261126-member-imports.js';
import { Inviters } from './migrations/20261127-inviters.js';
import { MembershipLimit } from './migrations/20261128-membership-limit.js';
import { LastSignIns } from './migrations/20261129-last-sign-ins.js';
import { Requirements } from './migrations/20261130-requirements.js';
import { ApplicationsSessionsAudit } from './migrations/20261122-applications-sessions-audit.js';

/** How an account lies in its table. The domain class knows nothing of it. */
export const accountSchema = defineEntity({
  // Nobody but the aggregate itself may construct one; the mapper does without.
  class: Account as unknown as new () => Account,
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    username: p.text(),
    usernameKey: p.text(),
    email: p.text(),
    emailKey: p.text(),
    emailVerifiedAt: p.datetime().nullable(),
    name: p.json(),
    phone: p.text().nullable(),
    address: p.json().nullable(),
    passwordHash: p.text(),
    credentialVersion: p.integer(),
    state: p.text(),
    role: p.text().nullable(),
    locale: p.text(),
    notifications: p.json(),
    passwordResetRequired: p.boolean(),
    recoveryEmail: p.text().nullable(),
    closedAt: p.datetime().nullable(),
    usernameMailedAt: p.json(),
    createdAt: p.datetime(),
    // Optimistic locking that the domain never sees.
    version: p.integer().version(),
  },
});

export const identitySchema: ServiceSchema = {
  schema: 'identity',
  entities: [accountSchema, passwordResetSchema, emailChangeSchema, noticeSchema],
  // Append-only: a change is a new one at the end.
  migrations: [
    { name: '20261121-accounts-sessions-audit', class: AccountsSessionsAudit },
    { name: '20261122-applications-sessions-audit', class: ApplicationsSessionsAudit },
    { name: '20261123-account-life-recovery-notices', class: AccountLifeRecoveryNotices },
    { name: '20261125-organizations', class: OrganizationsMembersInvitations },
    { name: '20261126-member-imports', class: MemberImports },
    { name: '20261127-inviters', class: Inviters },
    { name: '20261128-membership-limit', class: MembershipLimit },
    { name: '20261129-last-sign-ins', class: LastSignIns },
    { name: '20261130-requirements', class: Requirements },
  ],
};
