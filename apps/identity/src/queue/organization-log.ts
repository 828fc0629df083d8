import type { MessageBody } from '@postern/contracts';
import { auditEntry, Organizations, type OrganizationId } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { Database, Inbox } from '@postern/platform';
import { auditRows, insertAudit } from '../postgres/pg-audit-record.js';

/** Takes what mfa tells of organizations: what their sessions are held to from now on, and how their rollouts go. */
export class OrganizationLog {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly organizations: Organizations,
  ) {}

  /** May come twice or late: its revision tells. */
  async policyChanged(event: MessageBody<'identity', 'organization.policy_changed'>): Promise<void> {
    const { organizationId, mfaRequiredSince, cutOff, leastAal, revision, actor, at } = event;
    await this.organizations.require(
      organizationId as OrganizationId,
      {
        mfaRequiredSince: mfaRequiredSince === null ? null : new Date(mfaRequiredSince),
        cutOff: cutOff && { createdFrom: new Date(cutOff.createdFrom), since: new Date(cutOff.since) },
        leastAal,
        revision,
      },
      auditEntry({
        kind: 'mfa-policy.changed',
        organizationId,
        actor: actor as AccountId | null,
        at: new Date(at),
        details: { required: mfaRequiredSince !== null && mfaRequiredSince <= at, leastAal },
      }),
    );
  }

  async rolloutChanged(event: MessageBody<'identity', 'rollout.changed'>, messageId: string): Promise<void> {
    const { organizationId, rolloutId, what, actor, at } = event;
    const entry = auditEntry({
      kind: `rollout.${what}`,
      organizationId,
      actor: actor as AccountId | null,
      at: new Date(at),
      details: { rollout: rolloutId },
    });
    await this.database.transaction(async (transaction) => {
      if (!(await this.inbox.isFirst(transaction, messageId))) return;
      await transaction.query('identity.audit.append', insertAudit('$1'), [auditRows([entry])]);
    });
  }
}
