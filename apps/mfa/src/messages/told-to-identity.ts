import type { OutgoingMessage } from '@postern/contracts';
import type { MfaEvent } from '@postern/mfa-domain';

type Told = Exclude<MfaEvent, { type: 'email.link_requested' | 'passcode.requested' }>;

const happened = ({ accountId, flowId, source, actor, application, at }: Told) => ({
  accountId,
  flowId,
  source,
  actor,
  application,
  at: at.toISOString(),
});

const aboutFactor = (event: Extract<Told, { factorKind: unknown }>) => ({
  ...happened(event),
  factorId: event.factorId,
  kind: event.factorKind,
});

/** What identity records, and tells the person where that is called for. Destinations are masked. */
export function toldToIdentity(event: Told): OutgoingMessage {
  const queue = 'identity';
  const notify = 'notify' in event ? [...event.notify] : [];
  switch (event.type) {
    case 'email.verified': {
      const { address, credentialVersion } = event;
      return { queue, name: event.type, body: { ...happened(event), notify, address, credentialVersion } };
    }
    case 'factor.activated':
    case 'factor.removed': {
      const body = { ...aboutFactor(event), notify, destination: event.maskedDestination };
      return { queue, name: event.type, body };
    }
    case 'factor.disabled':
    case 'challenge.rejected':
      return { queue, name: event.type, body: aboutFactor(event) };
    case 'challenge.locked': {
      const { afterPassword } = event;
      return { queue, name: event.type, body: { ...aboutFactor(event), notify, afterPassword } };
    }
    case 'recovery_code.used':
      return { queue, name: event.type, body: { ...aboutFactor(event), notify, left: event.left } };
    case 'enrollment.postponed':
    case 'device.remembered':
    case 'device.forgotten':
      return { queue, name: event.type, body: happened(event) };
    case 'recovery_codes.created':
    case 'factors.recovered':
    case 'factor_reset.stopped':
    case 'factor_reset.applied':
      return { queue, name: event.type, body: { ...happened(event), notify } };
    case 'factor_reset.requested': {
      const { resetId, takesEffectAt } = event;
      const body = { ...happened(event), notify, resetId, takesEffectAt: takesEffectAt.toISOString() };
      return { queue, name: event.type, body };
    }
  }
}
