import type { Redacted } from '@postern/kernel';

/** What a link is for. One that was made for something else is no link at all. */
export type LinkPurpose = AccountLinkPurpose | 'invitation';

/** Links that are out in an account's name. */
export type AccountLinkPurpose = 'password-reset' | 'email-change' | 'notice';

/** The secrets in links: derived from an id and a key, so that none is kept anywhere. */
export abstract class LinkTokens {
  /** base64url, under the current key. */
  abstract derive(purpose: LinkPurpose, id: string): Redacted;

  /** The id inside a genuine token; null for anything else, whatever its shape. Compares in constant time. */
  abstract read(purpose: LinkPurpose, token: string): string | null;
}
