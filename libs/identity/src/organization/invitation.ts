import { Aggregate, newId, secondsAfter, type AccountId, type Branded } from '@postern/kernel';
import { emailKey } from '../account/identifiers.js';
import type { Administrator } from '../application/application.js';
import { auditEntry, type AuditEntry, type AuditFacts, type Origin } from '../audit/audit-record.js';
import type { OrganizationRole } from './acting-role.js';
import { Membership } from './membership.js';
import type { OrganizationId } from './organization.js';

export type InvitationId = Branded<string, 'InvitationId'>;
export type InvitationStanding = 'open' | 'accepted' | 'revoked' | 'expired';

const lifetimeSeconds = 7 * 24 * 60 * 60;

export interface InvitationFacts {
  id: InvitationId;
  organizationId: OrganizationId;
  /** As typed; the link goes there. */
  email: string;
  role: OrganizationRole;
  /** Username of who invited. */
  invitedBy: string;
  /** Their account; null: the installation's. */
  inviter: AccountId | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedBy: AccountId | null;
  revokedAt: Date | null;
}

/** A link that makes whoever is signed in and shows it a member, once. Says nothing about whether the address has an account. */
export class Invitation extends Aggregate<AuditEntry> {
  private constructor(private current: InvitationFacts) {
    super();
  }

  get facts(): Readonly<InvitationFacts> {
    return this.current;
  }

  /** Two invitations with the same key are for one mailbox: only the newer one counts. */
  get emailKey(): string {
    return emailKey(this.current.email);
  }

  static send(
    to: Pick<InvitationFacts, 'organizationId' | 'email' | 'role' | 'invitedBy'>,
    by: Administrator,
    at: Date,
  ): Invitation {
    const invitation = new Invitation({
      ...to,
      id: newId<InvitationId>(),
      inviter: by.actor,
      createdAt: at,
      expiresAt: secondsAfter(at, lifetimeSeconds),
      acceptedAt: null,
      acceptedBy: null,
      revokedAt: null,
    });
    invitation.recordAs(by, { kind: 'invitation.sent', at, details: { email: to.email, role: to.role } });
    return invitation;
  }

  static restore(facts: InvitationFacts): Invitation {
    return new Invitation(facts);
  }

  standing(at: Date): InvitationStanding {
    const { acceptedAt, revokedAt, expiresAt } = this.current;
    if (acceptedAt) return 'accepted';
    if (revokedAt) return 'revoked';
    return at >= expiresAt ? 'expired' : 'open';
  }

  /** Only while it is open. */
  accept(accountId: AccountId, origin: Origin, at: Date): Membership {
    this.current = { ...this.current, acceptedAt: at, acceptedBy: accountId };
    const { organizationId, role } = this.current;
    this.recordAs({ actor: null, ...origin }, { kind: 'invitation.accepted', accountId, at });
    return Membership.join({ organizationId, accountId, role, joinedAt: at }, { actor: null, ...origin });
  }

  revoke(by: Administrator, at: Date): void {
    this.current = { ...this.current, revokedAt: at };
    this.recordAs(by, { kind: 'invitation.revoked', at, details: { email: this.current.email } });
  }

  private recordAs({ actor, source, device }: Administrator, facts: AuditFacts): void {
    this.record(auditEntry({ organizationId: this.current.organizationId, actor, source, device, ...facts }));
  }
}
