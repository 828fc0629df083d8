import type { MessageData, MessageName, MessageSecret, OutgoingMessage } from '@postern/contracts';
import { DomainError, newId } from '@postern/kernel';
import { LinkTokens, OneTimeCodes, type Locale, type MfaEvent, type Situation } from '@postern/mfa-domain';
import { Sealer } from '@postern/platform';
import { toldToIdentity } from './told-to-identity.js';

interface Wanted<Name extends MessageName> {
  template: Name;
  channel: 'sms' | 'email';
  to: string;
  data: MessageData<Name>;
  secret: MessageSecret<Name> | null;
  expiresAt: Date;
}

type EventOf<Type extends MfaEvent['type']> = Extract<MfaEvent, { type: Type }>;
type SentEvent = EventOf<'email.link_requested' | 'passcode.requested'>;

const isSent = (event: MfaEvent): event is SentEvent =>
  event.type === 'email.link_requested' || event.type === 'passcode.requested';

/**
 * Turns what happened into messages for other services. Only codes and links go to the person from here, in the language of
 * the account; they are derived here and sealed at once to the message that carries them. Everything else is told to identity,
 * which keeps the record and sends the notices.
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
    return situation.pullEvents().map((event) => {
      if (!isSent(event)) return toldToIdentity(event);
      return event.type === 'email.link_requested' ? this.link(event, situation) : this.passcode(event, situation);
    });
  }

  /** Of what happened outside a flow, where nothing is sent to the person from here. */
  ofEvents(events: readonly MfaEvent[]): OutgoingMessage[] {
    return events.map((event) => {
      if (isSent(event)) throw new DomainError('message.without_flow');
      return toldToIdentity(event);
    });
  }

  private link(event: EventOf<'email.link_requested'>, situation: Situation): OutgoingMessage {
    const { verificationId, keyId, purpose, username, address, expiresAt } = event;
    const token = this.links.derive(verificationId, keyId).reveal();
    // From the configured address, never from a request's; in the fragment, which no server sees (S17).
    const link = `${this.publicUrl.replace(/\/+$/, '')}/verify-email#token=${token}`;
    return this.message(situation, {
      template: purpose === 'recover' ? 'recover-factors' : 'verify-email',
      channel: 'email',
      to: address,
      data: { username, expiresAt: expiresAt.toISOString() },
      secret: { link },
      expiresAt,
    });
  }

  private passcode(event: EventOf<'passcode.requested'>, situation: Situation): OutgoingMessage {
    const { challenge } = situation;
    if (challenge?.state.id !== event.challengeId) throw new DomainError('passcode.without_challenge');
    const secondsLeft = (event.expiresAt.getTime() - event.at.getTime()) / 1000;
    return this.message(situation, {
      template: 'temporary-passcode',
      channel: event.channel,
      to: event.destination,
      data: { expiresInMinutes: Math.max(1, Math.floor(secondsLeft / 60)) },
      secret: { code: this.codes.derive(challenge.codeSubject).reveal() },
      expiresAt: event.expiresAt,
    });
  }

  private message<Name extends MessageName>({ flow }: Situation, wanted: Wanted<Name>): OutgoingMessage {
    const { secret, expiresAt, ...rest } = wanted;
    const { accountId, locale }: { accountId: string; locale: Locale } = flow.state.subject;
    const id = newId();
    return {
      queue: 'notifications',
      name: 'send-message',
      body: {
        ...rest,
        id,
        locale,
        sealed: secret && this.sealer.seal(JSON.stringify(secret), id),
        expiresAt: expiresAt.toISOString(),
        accountId,
      },
    };
  }
}
