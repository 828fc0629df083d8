import type { Credential } from '../account/credentials.js';
import type { Session, SessionId } from './session.js';
import type { SessionTokenHash } from './session-tokens.js';

/** The account behind a session, as it is now. */
export type SessionHolder = Pick<Credential, 'accountId' | 'username' | 'email' | 'state' | 'credentialVersion'>;

/** All sessions with their events; state and audit entries are stored together. Every method fails when the store is away. */
export abstract class Sessions {
  /** Of several additions for one flow exactly one is `added`, and none after it, be that session long ended. */
  abstract add(session: Session): Promise<'added' | 'flow-spent'>;

  /** One read, for it is asked at every request. Ended and expired sessions are found too. */
  abstract find(tokenHash: SessionTokenHash): Promise<{ session: Session; holder: SessionHolder } | undefined>;

  /** The time of the last use; it never goes back. */
  abstract noteUse(id: SessionId, at: Date): Promise<void>;

  /** Stores the end of a session. The first end stays; later ones change and record nothing. */
  abstract end(session: Session): Promise<void>;
}
