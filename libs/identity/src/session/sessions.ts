import type { Credential } from '../account/credentials.js';
import type { SessionId } from './assurance.js';
import type { Aal } from './assurance-level.js';
import type { Session } from './session.js';
import type { SessionTokenHash } from './session-tokens.js';

/** The account behind a session, as it is now. */
export type SessionHolder = Pick<
  Credential,
  'accountId' | 'username' | 'email' | 'state' | 'credentialVersion' | 'role' | 'locale'
>;

/** What the account's organizations and the session's application ask of it, all together. */
export interface HeldTo {
  /**
   * All moments from which on one of them asks the account for a second factor: whoever proved who he is before must have shown one.
   * May lie ahead.
   */
  mfaSince: readonly Date[];
  leastAal: Aal;
}

export interface FoundSession {
  session: Session;
  holder: SessionHolder;
  heldTo: HeldTo;
}

/** Whether the account was used from this device and address before; `first`: it was never used at all. */
export type DeviceStanding = 'known' | 'first' | 'new';

export type SessionAddition = { outcome: 'added'; device: DeviceStanding } | { outcome: 'flow-spent' };

/** All sessions with their events; state and audit entries are stored together. Every method fails when the store is away. */
export abstract class Sessions {
  /**
   * Of several additions for one flow exactly one is `added`, and none after it, be that session long ended. Looks up the
   * device on the way, but remembers none.
   */
  abstract add(session: Session): Promise<SessionAddition>;

  /**
   * Ends `old` and adds the session that takes its place. Of several that take the place of one session exactly one is
   * `added`. What the account's factors can prove at most, as the fresh session has it, holds for the account's others too.
   */
  abstract replace(old: SessionId, fresh: Session): Promise<'added' | 'not-open'>;

  /** One read, for it is asked at every request. Ended and expired sessions are found too. */
  abstract find(tokenHash: SessionTokenHash): Promise<FoundSession | undefined>;

  abstract get(id: SessionId): Promise<FoundSession | undefined>;

  /** The time of the last use; it never goes back. */
  abstract noteUse(id: SessionId, at: Date): Promise<void>;

  /** Stores the end of a session. The first end stays; later ones change and record nothing. */
  abstract end(session: Session): Promise<void>;
}
