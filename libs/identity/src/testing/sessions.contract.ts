import { newId, secondsAfter } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { Session } from '../session/session.js';
import type { SessionTokenHash } from '../session/session-tokens.js';
import type { Sessions } from '../session/sessions.js';
import type { AccountStores } from './accounts.contract.js';
import { anAccount, anAssurance, noon } from './builders.js';

export interface SessionStores extends AccountStores {
  sessions: Sessions;
}

const later = secondsAfter(noon, 90);
const aHash = (): SessionTokenHash => `${newId()}${newId()}`.slice(0, 43) as SessionTokenHash;

/** What every Sessions promises. */
export const sessionsContract = (make: () => SessionStores): void => {
  const started = async (): Promise<SessionStores & { account: Account; session: Session }> => {
    const stores = make();
    const account = anAccount();
    await stores.accounts.add(account);
    const session = Session.issue(anAssurance(account.id), aHash(), noon, '192.0.2.7');
    expect(await stores.sessions.add(session)).toBe('added');
    return { ...stores, account, session };
  };

  it('finds a session by its token hash, with its account as it is now', async () => {
    const { sessions, accounts, account, session } = await started();
    const found = await sessions.find(session.facts.tokenHash);
    expect(found?.session.facts).toEqual(session.facts);
    const { id: accountId, username, email } = account;
    expect(found?.holder).toMatchObject({ accountId, username, email, state: 'active', credentialVersion: 1 });

    const changed = await accounts.get(account.id);
    changed?.disable();
    if (changed) await accounts.save(changed);
    expect((await sessions.find(session.facts.tokenHash))?.holder.state).toBe('disabled');
  });

  it('S15: adopts no token that it did not issue', async () => {
    expect(await make().sessions.find(aHash())).toBeUndefined();
  });

  it('S12: records who signed in, from where, with which factor, for which application', async () => {
    const { audit, account, session } = await started();
    expect((await audit.ofAccount(account.id, 1))[0]).toMatchObject({
      kind: 'session.issued',
      at: noon,
      source: '192.0.2.7',
      factor: { kind: 'totp', id: expect.any(String) },
      application: 'parcel-desk',
      flowId: session.facts.flowId,
    });
  });

  it('S19 race: parallel additions for one flow leave exactly one session and one entry', async () => {
    const { sessions, accounts, audit } = make();
    const account = anAccount();
    await accounts.add(account);
    const assurance = anAssurance(account.id);
    const attempts = Array.from({ length: 8 }, () => Session.issue(assurance, aHash(), noon, null));
    const outcomes = await Promise.all(attempts.map((session) => sessions.add(session)));
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
    const found = await Promise.all(attempts.map(({ facts }) => sessions.find(facts.tokenHash)));
    expect(found.filter(Boolean)).toHaveLength(1);
    const entries = await audit.ofAccount(account.id, 20);
    expect(entries.filter(({ kind }) => kind === 'session.issued')).toHaveLength(1);
  });

  it('S19: a flow whose session has ended buys no other', async () => {
    const { sessions, account, session } = await started();
    session.end(later, null);
    await sessions.end(session);
    const again = Session.issue(anAssurance(account.id, { flowId: session.facts.flowId }), aHash(), later, null);
    expect(await sessions.add(again)).toBe('flow-spent');
  });

  it('notes the last use, and never an earlier one', async () => {
    const { sessions, session } = await started();
    await sessions.noteUse(session.facts.id, later);
    await sessions.noteUse(session.facts.id, noon);
    expect((await sessions.find(session.facts.tokenHash))?.session.facts.lastUsedAt).toEqual(later);
  });

  it('race: a session that is ended twice ends once', async () => {
    const { sessions, audit, account, session } = await started();
    const copies = [session.facts, session.facts].map((facts) => Session.restore(facts));
    copies.forEach((copy) => copy.end(later, '192.0.2.7'));
    await Promise.all(copies.map((copy) => sessions.end(copy)));
    expect((await sessions.find(session.facts.tokenHash))?.session.facts.endedAt).toEqual(later);
    const entries = await audit.ofAccount(account.id, 20);
    expect(entries.filter(({ kind }) => kind === 'session.ended')).toHaveLength(1);
  });
};
