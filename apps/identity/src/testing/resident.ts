import type { AssuranceTokenClaims, IssuedSession, RegisteredAccount } from '@postern/contracts';
import { PgAuditRecord } from '../postgres/pg-audit-record.js';
import { PgCredentials } from '../postgres/pg-credentials.js';
import type { AccountId } from '@postern/kernel';
import type { ServiceCall } from '@postern/platform';
import { aPerson, caller, type RunningIdentity } from './running-identity.js';

/** Somebody with an account, as the gateway acts for him. */
export class Resident {
  private constructor(
    private readonly identity: RunningIdentity,
    readonly id: AccountId,
    readonly person: ReturnType<typeof aPerson>,
    readonly session: string,
  ) {}

  static async register(identity: RunningIdentity, wishes: Record<string, unknown> = {}): Promise<Resident> {
    const person = aPerson(wishes);
    const call = { method: 'POST', path: '/internal/accounts', body: person, caller } as const;
    const id = (await identity.client.call<RegisteredAccount>(call)).id as AccountId;
    return new Resident(identity, id, person, await signIn(identity, id));
  }

  get email(): string {
    return this.person.email;
  }

  signIn(claims: Partial<AssuranceTokenClaims> = {}): Promise<string> {
    return signIn(this.identity, this.id, claims);
  }

  call<Reply>(
    method: ServiceCall['method'],
    path: string,
    body?: unknown,
    sessionToken: string = this.session,
  ): Promise<Reply> {
    return this.identity.client.call<Reply>({ method, path, body, sessionToken, caller });
  }

  async account() {
    const found = await new PgCredentials(this.identity.database).get(this.id);
    if (!found) throw new Error('the account is gone');
    return found;
  }

  async kinds(): Promise<string[]> {
    const entries = await new PgAuditRecord(this.identity.database).ofAccount(this.id, 200);
    return entries.map(({ kind }) => kind);
  }

  /** Null: the session is open. */
  async refusal(sessionToken: string = this.session): Promise<string | null> {
    return codeOf(this.call('GET', '/internal/sessions/current', undefined, sessionToken));
  }
}

const signIn = async (identity: RunningIdentity, sub: string, claims: Partial<AssuranceTokenClaims> = {}) => {
  const body = { assuranceToken: identity.assure({ sub, ...claims }) };
  const call = { method: 'POST', path: '/internal/sessions', body, caller } as const;
  return (await identity.client.call<IssuedSession>(call)).token;
};

/** The problem that a call ends in; null when it ends well. */
export const codeOf = (call: Promise<unknown>): Promise<string | null> =>
  call.then(
    () => null,
    (problem: { code?: string }) => problem.code ?? String(problem),
  );

/** How often each outcome came. */
export const tally = (outcomes: readonly (string | null)[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(outcomes, String)].map(([outcome, all]) => [outcome, all.length]));
