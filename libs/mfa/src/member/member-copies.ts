import type { AccountId } from '@postern/kernel';
import type { Locale } from '../flow/subject.js';
import type { OrganizationId } from '../ids.js';

/** A member of an organization, as identity has told it: to count and to write to. Nothing that grants anything rests on it. */
export interface Member {
  accountId: AccountId;
  username: string;
  email: string;
  emailVerified: boolean;
  locale: Locale;
  state: 'active' | 'disabled' | 'closed';
  accountCreatedAt: Date;
}

/** What identity says of some members of one organization. */
export interface WordOfMembers {
  organizationId: OrganizationId;
  members: readonly Member[];
  /** Members no more. */
  left: readonly AccountId[];
  /** Of two words about one member the one with the greater revision holds, whichever arrives first. */
  revision: number;
}

/** The copy of the members that identity keeps. Both methods throw when the store cannot be reached, and have changed nothing. */
export abstract class MemberCopies {
  /** Takes what is newer than what is known, member by member; who has left is forgotten but for the revision. */
  abstract take(word: WordOfMembers): Promise<void>;

  /** By account id, ascending, beginning after `after`. */
  abstract page(organizationId: OrganizationId, after: AccountId | null, limit: number): Promise<Member[]>;
}
