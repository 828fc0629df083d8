import type { MessageData, MessageName, MessageSecret, OutgoingMessage } from '@postern/contracts';
import { DomainError, newId, secondsAfter } from '@postern/kernel';
import { LinkTokens, OneTimeCodes, type MfaEvent, type Situation } from '@postern/mfa-domain';
import { Sealer } from '@postern/platform';

/** Told a day later, a notice only confuses. */
const noticeLifetimeSeconds = 24 * 3600;

interface Wanted<Name extends MessageName> {
  template: Name;
  channel: 'sms' | 'email';
  to: string;
  data: MessageData<Name>;
  secret: MessageSecret<Name> | null;
  expiresAt: Date;
}

type EventOf<Type extends MfaEvent['type']> = Extract<MfaEvent, { type: Type }>;

/**
 * Turns what happened in a flow into messages for other services. Codes and links are derived here and sealed at once
 * to the message that carries them.
 */
export class OutgoingMessages {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly links: LinkTokens,
    private readonly sealer: Sealer,
    private readonly publicUrl: string,
  ) {}

  /** Takes the events out of the situation. */
  of(situation: Situation): OutgoingMessage[] {
    return situation.pullEvents().flatMap((event) => this.messagesFor(event, situation));
  }

  private messagesFor(event: MfaEvent, situation: Situation): OutgoingMessage[] {
    switch (event.type) {
      case 'email.link_requested':
        return [this.link(event)];
      case 'passcode.requested':
        return [this.passcode(event, situation)];
      case 'email.verified': {
        const { address, username } = event;
        const notices = event.notify.map((to) => this.notice(event, to, 'email-verified', { username, address }));
        return [...notices, { queue: 'identity', name: event.type, body: { ...happened(event), address } }];
      }
      case 'factor.activated': {
        const { username, factorKind: kind, maskedDestination: destination } = event;
        const data = { username, kind, destination, addedAt: event.at.toISOString() };
        const notices = event.notify.map((to) => this.notice(event, to, 'factor-added', data));
        return [...notices, { queue: 'identity', name: event.type, body: aboutFactor(event) }];
      }
      case 'enrollment.postponed':
        return [{ queue: 'identity', name: event.type, body: happened(event) }];
      case 'factor.disabled':
      case 'challenge.rejected':
      case 'challenge.locked':
        return [{ queue: 'identity', name: event.type, body: aboutFactor(event) }];
    }
  }

  private link({ verificationId, keyId, username, address, expiresAt, accountId }: EventOf<'email.link_requested'>) {
    const token = this.links.derive(verificationId, keyId).reveal();
    // From the configured address, never from a request's; in the fragment, which no server sees (S17).
    const link = `${this.publicUrl.replace(/\/+$/, '')}/verify-email#token=${token}`;
    return this.message(accountId, {
      template: 'verify-email',
      channel: 'email',
      to: address,
      data: { username, expiresAt: expiresAt.toISOString() },
      secret: { link },
      expiresAt,
    });
  }

  private passcode(event: EventOf<'passcode.requested'>, { challenge }: Situation) {
    if (challenge?.state.id !== event.challengeId) throw new DomainError('passcode.without_challenge');
    const secondsLeft = (event.expiresAt.getTime() - event.at.getTime()) / 1000;
    return this.message(event.accountId, {
      template: 'temporary-passcode',
      channel: event.channel,
      to: event.destination,
      data: { expiresInMinutes: Math.max(1, Math.floor(secondsLeft / 60)) },
      secret: { code: this.codes.derive(challenge.codeSubject).reveal() },
      expiresAt: event.expiresAt,
    });
  }

  private notice<Name extends 'email-verified' | 'factor-added'>(
    { accountId, at }: MfaEvent,
    to: string,
    template: Name,
    data: MessageData<Name>,
  ): OutgoingMessage {
    const expiresAt = secondsAfter(at, noticeLifetimeSeconds);
    return this.message(accountId, { template, channel: 'email', to, data, secret: null, expiresAt });
  }

  private message<Name extends MessageName>(accountId: string, wanted: Wanted<Name>): OutgoingMessage {
    const { secret, expiresAt, ...rest } = wanted;
    const id = newId();
    return {
      queue: 'notifications',
      name: 'send-message',
      body: {
        ...rest,
        id,
        locale: 'en',
        sealed: secret && this.sealer.seal(JSON.stringify(secret), id),
        expiresAt: expiresAt.toISOString(),
        accountId,
      },
    };
  }
}

const happened = ({ accountId, flowId, source, at }: MfaEvent) => ({
  accountId,
  flowId,
  source,
  at: at.toISOString(),
});

const aboutFactor = (event: Extract<MfaEvent, { factorKind: unknown }>) => ({
  ...happened(event),
  factorId: event.factorId,
  kind: event.factorKind,
});
