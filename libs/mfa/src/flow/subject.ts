import type { AccountId, Branded } from '@postern/kernel';
import type { Aal } from '../challenge/assurance.js';
import type { EnrollableKind } from '../factor/factor-kind.js';

/** Unique id of a subject token (`jti`): it buys one flow. */
export type SubjectTokenId = Branded<string, 'SubjectTokenId'>;
/** A session of identity's. */
export type SessionId = Branded<string, 'SessionId'>;

/** Languages that messages are written in (BCP 47). */
export type Locale = 'en' | 'es';

/** What flows are for. */
export const flowPurposes = ['sign-in', 'step-up', 'recovery', 'manage-factors'] as const;
export type FlowPurpose = (typeof flowPurposes)[number];

/** The application that somebody signs in to, as far as the second factor depends on it. */
export interface SubjectApplication {
  slug: string;
  name: string;
  supportContact: string;
  allowedFactors: readonly EnrollableKind[];
  /** `required`: of everybody, whenever their account was made. */
  mfa: 'offered' | 'required';
  /** Null: no rule of its own. */
  requiredFrom: Date | null;
  /** From then on everybody must have a method. Null: no rule of its own. */
  deadline: Date | null;
  maxPostponements: number | null;
  leastAal: 'aal1' | 'aal2';
  /** 0: never. */
  rememberDeviceDays: number;
}

/** Whom a call is about and what is known of the account, as its subject token said. */
export interface Subject {
  tokenId: SubjectTokenId;
  /** `account` shows what is the person's, `factor-reset` is the help desk's; neither begins a flow. */
  purpose: FlowPurpose | 'account' | 'factor-reset';
  accountId: AccountId;
  username: string;
  /** The account's own address: never changed here. */
  email: string;
  emailVerified: boolean;
  locale: Locale;
  accountCreatedAt: Date;
  authenticatedAt: Date;
  /** Grows with every password change and every "this was not me". */
  credentialVersion: number;
  application: SubjectApplication | null;
  /** Where the person goes afterwards; identity has checked it. */
  redirectTo: string | null;
  organizations: readonly string[];
  /** Methods proven so far (RFC 8176); empty where a session is too old to count. */
  amr: readonly string[];
  /** What `amr` amounts to. */
  aal: Aal;
  /** The session that is stepped up, or from which factors are managed. */
  session: { id: SessionId } | null;
  /** Of a step-up: the level that is wanted (null: the highest that the account can reach), and whether the session has it. */
  stepUp: { aal: Aal | null; satisfied: boolean } | null;
  /** Who acts, where it is not the person. */
  actor: AccountId | null;
}
