import { hash } from 'node:crypto';
import type { SessionView } from '@postern/contracts';
import type { Client } from '../edge/exchange.js';
import type { Languages } from '../edge/languages.js';
import type { Identity } from '../services/identity.js';

/** Revocation is effective within a second (S15); the rest of it is for the answer's way to here. */
const longestAgeMilliseconds = 800;
const mostHeld = 20_000;

interface Held {
  readonly askedAt: number;
  readonly view: Promise<SessionView>;
  /** Whose session it is, once the answer is there. */
  accountId?: string;
}

/** Session checks, remembered for a moment: many requests of one page make one call. Only hashes of tokens are kept. */
export class SessionChecks {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly identity: Identity,
    private readonly languages: Languages,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws Problem `session.required` for a session that is not (any longer) there. */
  read(token: string, client: () => Client): Promise<SessionView> {
    const key = hash('sha256', token, 'base64url');
    const known = this.held.get(key);
    // The age counts from the question, so that a slow answer is not believed for longer.
    if (known && this.now() - known.askedAt < longestAgeMilliseconds) return known.view;
    const asked: Held = { askedAt: this.now(), view: this.identity.session(token, client()) };
    this.keep(key, asked);
    asked.view.then(
      ({ account }) => {
        asked.accountId = account.id;
        this.languages.learn(token, account.locale);
      },
      // Refusals and failures are not remembered.
      () => this.held.get(key) === asked && this.held.delete(key),
    );
    return asked.view;
  }

  async end(token: string, client: Client): Promise<void> {
    const key = hash('sha256', token, 'base64url');
    try {
      await this.identity.endSession(token, client);
    } finally {
      // Afterwards, so that a check which overtook the end is forgotten as well.
      this.held.delete(key);
    }
  }

  /**
   * For when sessions of an account have ended: this process asks anew at once, the others within the second. Checks that are
   * under way may be about any account, so they are not believed either.
   */
  forgetAccount(accountId: string): void {
    for (const [key, held] of this.held) {
      if (held.accountId === undefined || held.accountId === accountId) this.held.delete(key);
    }
  }

  /** Entries live for less than a second, so the oldest one is as good as the least used one. */
  private keep(key: string, asked: Held): void {
    this.held.delete(key);
    this.held.set(key, asked);
    if (this.held.size > mostHeld) this.held.delete(this.held.keys().next().value as string);
  }
}
