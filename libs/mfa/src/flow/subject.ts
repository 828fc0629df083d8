import type { AccountId, Branded } from '@postern/kernel';

/** Unique id of a subject token (`jti`): it buys one flow. */
export type SubjectTokenId = Branded<string, 'SubjectTokenId'>;

/** Whom a flow is about and what is known of the account, as its subject token said when the flow began. */
export interface Subject {
  tokenId: SubjectTokenId;
  accountId: AccountId;
  username: string;
  /** The account's own address: never changed here. */
  email: string;
  emailVerified: boolean;
  accountCreatedAt: Date;
  authenticatedAt: Date;
  credentialVersion: number;
  application: string | null;
  organizations: readonly string[];
  /** Methods proven so far (RFC 8176). */
  amr: readonly string[];
}
