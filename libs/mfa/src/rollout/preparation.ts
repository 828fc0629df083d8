import type { AccountId } from '@postern/kernel';
import type { Locale } from '../flow/subject.js';

/** Why somebody could not be prepared; the first four stay until somebody does something about the account. */
export type RolloutFailure =
  | 'account.closed'
  | 'account.disabled'
  | 'email.unusable'
  | 'email.refused'
  | 'delivery.failed'
  | 'service.unavailable';

/** A member as identity lists it. */
export interface ListedMember {
  accountId: AccountId;
  username: string;
  email: string;
  /** Whether that is an address that mail can go to at all. */
  addressUsable: boolean;
  locale: Locale;
  state: 'active' | 'disabled' | 'closed';
}

/** Whom the notice goes to. */
export type Recipient = Pick<ListedMember, 'accountId' | 'username' | 'email' | 'locale'>;

/** Of whom an answer is awaited. `recipient` null: is a member no more, and is not written to again. */
export interface WaitingMember {
  accountId: AccountId;
  recipient: Recipient | null;
}

/** How a rollout stands with a member. `pending`: written to, and not heard of yet. */
export interface JudgedMember {
  accountId: AccountId;
  state: 'pending' | 'succeeded' | 'failed' | 'skipped';
  code: RolloutFailure | null;
  /** The round in which it was judged last. */
  round: number;
}

/** What is known when a page arrives. */
export interface PageFacts {
  /** Those of the page who have an active method that the organization allows. */
  ready: ReadonlySet<AccountId>;
  /** Those of the page whom the rollout knows already. */
  known: ReadonlyMap<AccountId, JudgedMember>;
}

/** What becomes of a member before anything is sent. Whoever has a method needs no notice, whatever else is wrong. */
export function judge(member: ListedMember, ready: ReadonlySet<AccountId>): Pick<JudgedMember, 'state' | 'code'> {
  if (ready.has(member.accountId)) return { state: 'skipped', code: null };
  const code = obstacleTo(member);
  return code ? { state: 'failed', code } : { state: 'pending', code: null };
}

function obstacleTo({ state, addressUsable }: ListedMember): RolloutFailure | null {
  if (state === 'closed') return 'account.closed';
  if (state === 'disabled') return 'account.disabled';
  return addressUsable ? null : 'email.unusable';
}
