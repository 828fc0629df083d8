import type { MessageBody, MessageNameOf } from '@postern/contracts';
import { auditEntry, type NotedEvent } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';

/** What mfa tells identity; the rest of the queue is identity's own work. */
export type FactorEventName = Exclude<
  MessageNameOf<'identity'>,
  | 'send-username'
  | 'send-password-reset'
  | 'organization.policy_changed'
  | 'list-members'
  | 'rollout.changed'
  | 'import-members'
  | 'clear-expired'
  | 'seal-audit'
>;
export type FactorEvent = {
  [Name in FactorEventName]: { name: Name } & MessageBody<'identity', Name>;
}[FactorEventName];

/** How it reads in the audit record, and what the person is told of it. */
export const noted = (event: FactorEvent): NotedEvent => ({
  entry: {
    ...auditEntry({
      kind: event.name,
      at: new Date(event.at),
      actor: event.actor as AccountId | null,
      source: event.source,
      application: event.application,
      flowId: event.flowId,
      factor: 'factorId' in event ? { kind: event.kind, id: event.factorId } : null,
    }),
    accountId: event.accountId as AccountId,
  },
  news: newsOf(event),
  notify: 'notify' in event ? event.notify : [],
});

function newsOf(event: FactorEvent): NotedEvent['news'] {
  switch (event.name) {
    case 'email.verified':
      return { kind: 'email-verified', address: event.address, credentialVersion: event.credentialVersion };
    case 'factor.activated':
    case 'factor.removed': {
      const { name, factorId, kind: factorKind, destination } = event;
      return {
        kind: name === 'factor.activated' ? 'factor-added' : 'factor-removed',
        factorId,
        factorKind,
        destination,
      };
    }
    case 'challenge.locked':
      // A stranger without the password who only makes noise is no news to the person.
      return event.afterPassword
        ? { kind: 'passcodes-used-up', factorId: event.factorId, factorKind: event.kind }
        : null;
    case 'recovery_codes.created':
      return { kind: 'recovery-codes-created' };
    case 'recovery_code.used':
      return { kind: 'recovery-code-used', factorId: event.factorId, left: event.left };
    case 'factors.recovered':
      return { kind: 'factors-recovered' };
    case 'factor_reset.requested':
      return { kind: 'factor-reset-requested', resetId: event.resetId, takesEffectAt: event.takesEffectAt };
    case 'factor_reset.stopped':
      return { kind: 'factor-reset-stopped' };
    case 'factor_reset.applied':
      return { kind: 'factor-reset-applied' };
    case 'enrollment.postponed':
    case 'factor.disabled':
    case 'challenge.rejected':
    case 'device.remembered':
    case 'device.forgotten':
      return null;
  }
}
