import { createHash } from 'node:crypto';
import type { OutgoingMessage } from '@postern/contracts';
import { secondsAfter, type AccountId } from '@postern/kernel';
import type { Chunk, Recipient, RolloutEvent, RolloutId, RolloutState } from '@postern/mfa-domain';

/** A notice that comes later than this helps nobody any more. */
const noticeSeconds = 3 * 24 * 3600;

/**
 * The same for the same message, whoever sends it again: a UUID of version 8 (RFC 9562 section 5.8), so that notifications tells a
 * repetition by it.
 */
export function messageIdOf(rolloutId: RolloutId, round: number, accountId: AccountId): string {
  const hash = createHash('sha256').update(`rollout/${rolloutId}/${round}/${accountId}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** What is said to identity and to people when something happens to a rollout. */
export class RolloutMessages {
  /** @param signIn where the notice sends people */
  constructor(private readonly signIn: string) {}

  of(rollout: RolloutState, event: RolloutEvent): OutgoingMessage[] {
    switch (event.type) {
      case 'rollout.changed':
        return [this.changed(rollout, event)];
      case 'chunk.asked':
        return [list(rollout, event.chunk)];
      case 'chunk.prepared':
      case 'chunk.repeated':
        return event.recipients.length > 0 ? [this.notices(rollout, event.chunk, event.recipients)] : [];
      case 'chunk.settled':
        return [];
    }
  }

  private changed(
    { id: rolloutId, organizationId }: RolloutState,
    { what, actor, at }: Extract<RolloutEvent, { type: 'rollout.changed' }>,
  ): OutgoingMessage {
    const body = { organizationId, rolloutId, what, actor, at: at.toISOString() };
    return { queue: 'identity', name: 'rollout.changed', body };
  }

  private notices(rollout: RolloutState, chunk: Chunk, recipients: readonly Recipient[]): OutgoingMessage {
    const { organization } = rollout;
    const { id, round, since } = chunk.state;
    return {
      queue: 'notifications',
      name: 'send-messages',
      body: {
        id,
        template: 'mfa-required',
        expiresAt: secondsAfter(since, noticeSeconds).toISOString(),
        replyTo: 'mfa',
        recipients: recipients.map(({ accountId, username, email, locale }) => ({
          id: messageIdOf(rollout.id, round, accountId),
          accountId,
          to: email,
          locale,
          data: { username, organization, signIn: this.signIn },
        })),
      },
    };
  }
}

function list({ id: rolloutId, organizationId }: RolloutState, { state }: Chunk): OutgoingMessage {
  const { id: requestId, after, accounts } = state;
  const body = { requestId, rolloutId, organizationId, after, only: accounts && [...accounts] };
  return { queue: 'identity', name: 'list-members', body };
}
