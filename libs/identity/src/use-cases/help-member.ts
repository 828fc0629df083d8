import type { AccountId, Clock } from '@postern/kernel';
import type { Credential, Credentials } from '../account/credentials.js';
import type { Administrator } from '../application/application.js';
import { auditEntry, type AuditEntry, type AuditKind, type AuditRecord } from '../audit/audit-record.js';
import { isProtectedFrom, type ActingRole } from '../organization/acting-role.js';
import type { OrganizationId } from '../organization/organization.js';
import type { RecoveryRequests } from '../recovery/recovery-requests.js';
import type { AccountSessions } from '../session/account-sessions.js';

/** Who helps, in which organization, and as what. */
export interface Helper extends Administrator {
  organizationId: OrganizationId;
  actingAs: ActingRole;
}

export type Help = 'end-sessions' | 'start-recovery' | 'authorize-factor-reset';
export type Helped = { outcome: 'done'; credential: Credential } | { outcome: 'not-found' | 'protected' };

/**
 * What a help desk does for members: it ends their sessions, starts their recovery, lets mfa reset their factors. Never does it
 * see or choose a password or a code.
 */
export class HelpMember {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: AccountSessions,
    private readonly requests: RecoveryRequests,
    private readonly audit: AuditRecord,
    private readonly clock: Clock,
  ) {}

  async execute(help: Help, accountId: AccountId, by: Helper): Promise<Helped> {
    const credential = await this.credentials.get(accountId);
    if (!credential?.organizations.includes(by.organizationId)) return { outcome: 'not-found' };
    if (isProtectedFrom(by.actingAs, credential)) return { outcome: 'protected' };
    await this.does[help](credential, by);
    return { outcome: 'done', credential };
  }

  private readonly does: Record<Help, (credential: Credential, by: Helper) => Promise<unknown>> = {
    'end-sessions': ({ accountId }, by) =>
      this.sessions.end(accountId, null, this.entry('session.ended', accountId, by)),

    // The mail that the member could have asked for: it goes where it always goes, and as often as that is allowed.
    'start-recovery': async ({ accountId, username: identifier }, by) => {
      const entry = this.entry('member.recovery-started', accountId, by);
      await this.audit.append(entry);
      await this.requests.forPassword({ identifier, application: null, source: by.source, at: entry.at });
    },

    // The word to mfa. The reset itself waits, and is told to the member.
    'authorize-factor-reset': ({ accountId }, by) =>
      this.audit.append(this.entry('factor-reset.authorized', accountId, by)),
  };

  private entry(kind: AuditKind, accountId: AccountId, by: Helper): AuditEntry {
    const { actor, source, device, organizationId } = by;
    return auditEntry({ kind, accountId, actor, source, device, organizationId, at: this.clock.now() });
  }
}
