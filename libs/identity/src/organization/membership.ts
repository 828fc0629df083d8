import { Aggregate, type AccountId } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import { auditEntry, type AuditEntry, type AuditFacts } from '../audit/audit-record.js';
import type { OrganizationRole } from './acting-role.js';
import type { OrganizationId } from './organization.js';

/** To so many organizations an account belongs at most. Each sign-in hands all of them on, in a token that has to stay small. */
export const mostMemberships = 50;

export interface MembershipFacts {
  organizationId: OrganizationId;
  accountId: AccountId;
  role: OrganizationRole;
  joinedAt: Date;
}

/** That somebody belongs to an organization, and as what. One account can belong to many. */
export class Membership extends Aggregate<AuditEntry> {
  private constructor(private current: MembershipFacts) {
    super();
  }

  get facts(): Readonly<MembershipFacts> {
    return this.current;
  }

  static join(facts: MembershipFacts, by: Administrator): Membership {
    const membership = new Membership(facts);
    membership.recordAs(by, { kind: 'member.joined', at: facts.joinedAt, details: { role: facts.role } });
    return membership;
  }

  static restore(facts: MembershipFacts): Membership {
    return new Membership(facts);
  }

  /** To the role that it has already: nothing happens, and nothing is recorded. */
  changeRole(role: OrganizationRole, by: Administrator, at: Date): void {
    if (role === this.current.role) return;
    this.current = { ...this.current, role };
    this.recordAs(by, { kind: 'member.changed', at, details: { role } });
  }

  /** The member's own doing, and so nobody else's. */
  leave(by: Administrator, at: Date): void {
    this.recordAs({ ...by, actor: null }, { kind: 'member.left', at });
  }

  remove(by: Administrator, at: Date): void {
    this.recordAs(by, { kind: 'member.removed', at });
  }

  private recordAs({ actor, source, device }: Administrator, facts: AuditFacts): void {
    const { organizationId, accountId } = this.current;
    this.record(auditEntry({ organizationId, accountId, actor, source, device, ...facts }));
  }
}
