import type { AccountId } from '@postern/kernel';
import type { EnrollableKind } from '../factor/factor-kind.js';
import type { OrganizationId } from '../ids.js';
import type { EnrollmentPolicy } from '../policy/enrollment-policy.js';
import type { MemberStanding, Standing } from './standing.js';

/** How many members stand how under a policy. */
export interface StandingCounts {
  members: number;
  byStanding: Record<Standing, number>;
  /** Members who have it; somebody with two kinds counts in both. Allowed or not. */
  byKind: Partial<Record<EnrollableKind, number>>;
  /** Of those who are blocked. */
  blockedWithoutAddress: number;
  /** Have a method that is allowed, and an account that can be signed in to. */
  ready: number;
  /** Accounts that nobody can sign in to. */
  leftOut: number;
}

/** Under which policy members are looked at, and when. */
export interface Measure {
  organizationId: OrganizationId;
  policy: EnrollmentPolicy;
  at: Date;
}

/** The last member of a page. */
export interface AfterMember {
  username: string;
  accountId: AccountId;
}

/** Reads only. All methods throw when the store cannot be reached. */
export abstract class MemberStandings {
  abstract counts(measure: Measure): Promise<StandingCounts>;

  /**
   * By username, in code points. A page may hold fewer than `limit`, even none, and have a next one: it looks at so many members
   * and no more, however few of them are wanted. `next` null: that was all.
   */
  abstract page(
    measure: Measure,
    wanted: { standing: Standing | null; after: AfterMember | null; limit: number },
  ): Promise<{ members: MemberStanding[]; next: AfterMember | null }>;

  /**
   * Whom a reminder goes to: accounts that can be signed in to, without a method that is allowed. By account id; `next` as above.
   */
  abstract without(
    measure: Measure,
    wanted: { after: AccountId | null; limit: number },
  ): Promise<{ members: MemberStanding[]; next: AccountId | null }>;
}
