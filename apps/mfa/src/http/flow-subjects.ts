import { Clock, secondsAfter } from '@postern/kernel';
import { flowPurposes, SpentTokens, type SpentTokenId, type Subject } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { keptSeconds } from './account-subjects.js';
import { SubjectTokens } from './subject-tokens.js';

/** Whom a flow is about. A token that buys nothing is `flow.expired`, whatever is wrong with it. */
export class FlowSubjects {
  constructor(
    private readonly subjects: SubjectTokens,
    private readonly spent: SpentTokens,
    private readonly clock: Clock,
  ) {}

  /** For a new flow. That a token buys one only is seen to when the flow is written. */
  async starting(token: string): Promise<Subject> {
    const subject = this.of(token);
    // This kind also buys a change outside flows: one or the other.
    if (subject.purpose === 'manage-factors') await this.spend(subject);
    return subject;
  }

  /** For a flow that has asked for the password again: once, for whatever flow. */
  async confirming(token: string): Promise<Subject> {
    const subject = this.of(token);
    await this.spend(subject);
    return subject;
  }

  private of(token: string): Subject {
    const subject = this.subjects.read(token);
    if (!subject || !flowPurposes.some((purpose) => purpose === subject.purpose)) throw new Problem('flow.expired');
    return subject;
  }

  private async spend({ tokenId }: Subject): Promise<void> {
    const until = secondsAfter(this.clock.now(), keptSeconds);
    if (!(await this.spent.spend(tokenId as string as SpentTokenId, until))) throw new Problem('flow.expired');
  }
}
