import { emailField, type MessageBody } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import {
  ResumeRollouts,
  SettleChunk,
  TakeMemberPage,
  type ChunkId,
  type ListedMember,
  type RolloutFailure,
} from '@postern/mfa-domain';

type Listed = MessageBody<'mfa', 'members.listed'>;
type Sent = MessageBody<'mfa', 'messages.sent'>;

/**
 * What identity and notifications answer. Whether an answer was there before is seen by its chunk, not by its message: an answer
 * to a repeated question is another message.
 */
export class RolloutHandlers {
  constructor(
    private readonly takePage: TakeMemberPage,
    private readonly settleChunk: SettleChunk,
    private readonly resumeRollouts: ResumeRollouts,
  ) {}

  async membersListed({ requestId, members, left, next }: Listed): Promise<void> {
    const page = { members: members.map(memberOf), left: left as AccountId[], next: next as AccountId | null };
    await this.takePage.execute(requestId as ChunkId, page);
  }

  async messagesSent({ batchId, failed }: Sent): Promise<void> {
    const codes = failed.map((failure): [string, RolloutFailure] => [failure.id, codeOf(failure)]);
    await this.settleChunk.execute(batchId as ChunkId, new Map(codes));
  }

  async clockStruck(): Promise<void> {
    await this.resumeRollouts.execute();
  }
}

const memberOf = (member: Listed['members'][number]): ListedMember => ({
  accountId: member.accountId as AccountId,
  username: member.username,
  email: member.email,
  addressUsable: emailField.safeParse(member.email).success,
  locale: member.locale,
  state: member.state,
});

/** Notifications' reasons are those of its carriers; what a person can do about it is one of three. */
function codeOf({ reason, permanent }: Sent['failed'][number]): RolloutFailure {
  if (reason === 'recipient.invalid') return 'email.unusable';
  return permanent ? 'email.refused' : 'delivery.failed';
}
