import { Clock, secondsAfter } from '@postern/kernel';
import { SpentTokens, type SpentTokenId, type Subject } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { SubjectTokens } from './subject-tokens.js';

type AccountPurpose = 'account' | 'manage-factors' | 'factor-reset';

/** Longer than any subject token lives. */
export const keptSeconds = 3600;

/**
 * Whom a call outside a flow is about. A token that gives no right to it is told apart by nothing: forged, expired, spent and
 * meant for something else.
 */
export class AccountSubjects {
  constructor(
    private readonly subjects: SubjectTokens,
    private readonly spent: SpentTokens,
    private readonly clock: Clock,
  ) {}

  /** To look at what is the person's. */
  reading(token: string): Subject {
    return this.of(token, ['account', 'manage-factors', 'factor-reset']);
  }

  /** The same, and not for the help desk. */
  own(token: string): Subject {
    return this.of(token, ['account', 'manage-factors']);
  }

  /** To change it: once (S19). */
  changing(token: string): Promise<Subject> {
    return this.spend(this.of(token, ['manage-factors']));
  }

  /** The help desk's, once. */
  helpDesk(token: string): Promise<Subject> {
    const subject = this.of(token, ['factor-reset']);
    if (subject.actor === null) throw new Problem('session.required');
    return this.spend(subject);
  }

  private async spend(subject: Subject): Promise<Subject> {
    const id = subject.tokenId as string as SpentTokenId;
    const first = await this.spent.spend(id, secondsAfter(this.clock.now(), keptSeconds));
    if (!first) throw new Problem('session.required');
    return subject;
  }

  private of(token: string, purposes: readonly AccountPurpose[]): Subject {
    const subject = this.subjects.read(token);
    if (!subject || !purposes.some((purpose) => purpose === subject.purpose)) throw new Problem('session.required');
    return subject;
  }
}
