import { newId, secondsAfter } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { Session } from '../session/session.js';
import type { SessionTokenHash } from '../session/session-tokens.js';
import type { Sessions } from '../session/sessions.js';
import type { AccountStores } from './accounts.contract.js';
import { anAccount, anAssurance, atHome, noon } from './builders.js';

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
    const session = Session.issue(anAssurance(account.id), aHash(), noon, atHome);
    expect(await stores.sessions.add(session)).toEqual({ outcome: 'added', device: 'first' });
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
    expect((await sessions.get(session.facts.id))?.session.facts).toEqual(session.facts);
  });

  it('S15: adopts no token that it did not issue', async () => {
    expect(await make().sessions.find(aHash())).toBeUndefined();
  });

  it('S12: records who signed in, from where, with which factor, for which application', async () => {
    const { audit, account, session } = await started();
    expect((await audit.ofAccount(account.id, 1))[0]).toMatchObject({
      kind: 'session.issued',
      at: noon,
      ...atHome,
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
    const attempts = Array.from({ length: 8 }, () => Session.issue(assurance, aHash(), noon, atHome));
    const outcomes = await Promise.all(attempts.map((session) => sessions.add(session)));
    expect(outcomes.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
    const found = await Promise.all(attempts.map(({ facts }) => sessions.find(facts.tokenHash)));
    expect(found.filter(Boolean)).toHaveLength(1);
    const entries = await audit.ofAccount(account.id, 20);
    expect(entries.filter(({ kind }) => kind === 'session.issued')).toHaveLength(1);
  });

  it('S19: a flow whose session has ended buys no other', async () => {
    const { sessions, account, session } = await started();
    session.end(later, atHome);
    await sessions.end(session);
    const again = Session.issue(anAssurance(account.id, { flowId: session.facts.flowId }), aHash(), later, atHome);
    expect(await sessions.add(again)).toEqual({ outcome: 'flow-spent' });
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
    copies.forEach((copy) => copy.end(later, atHome));
    await Promise.all(copies.map((copy) => sessions.end(copy)));
    expect((await sessions.find(session.facts.tokenHash))?.session.facts.endedAt).toEqual(later);
    const entries = await audit.ofAccount(account.id, 20);
    expect(entries.filter(({ kind }) => kind === 'session.ended')).toHaveLength(1);
  });

  describe('replace', () => {
    const renewals = ({ facts }: Session, count: number) =>
      Array.from({ length: count }, () => {
        const assurance = anAssurance(facts.accountId, {
          purpose: 'step-up',
          session: facts.id,
          authenticatedAt: later,
        });
        return Session.restore(facts).renew(assurance, aHash(), later, atHome);
      });

    it('S15: ends the old session and adds the one that takes its place', async () => {
      const { sessions, session, audit, account } = await started();
      const [fresh] = renewals(session, 1) as [Session];
      expect(await sessions.replace(session.facts.id, fresh)).toBe('added');
      expect((await sessions.find(session.facts.tokenHash))?.session.facts.endedAt).toEqual(later);
      expect((await sessions.find(fresh.facts.tokenHash))?.session.facts).toEqual(fresh.facts);
      expect((await audit.ofAccount(account.id, 1))[0]).toMatchObject({ kind: 'session.renewed', ...atHome });
    });

    it('S15 race: of parallel step-ups of one session exactly one takes its place', async () => {
      const { sessions, session, audit, account } = await started();
      const fresh = renewals(session, 12);
      const outcomes = await Promise.all(fresh.map((one) => sessions.replace(session.facts.id, one)));
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
      const found = await Promise.all(fresh.map(({ facts }) => sessions.find(facts.tokenHash)));
      expect(found.filter(Boolean)).toHaveLength(1);
      const entries = await audit.ofAccount(account.id, 50);
      expect(entries.filter(({ kind }) => kind === 'session.renewed')).toHaveLength(1);
    });

    it('S22: never takes the place of a session of somebody else, nor of one that has ended', async () => {
      const mine = await started();
      const other = await started();
      const [stolen] = renewals(other.session, 1) as [Session];
      expect(await mine.sessions.replace(mine.session.facts.id, stolen)).toBe('not-open');
      mine.session.end(later, atHome);
      await mine.sessions.end(mine.session);
      const [late] = renewals(mine.session, 1) as [Session];
      expect(await mine.sessions.replace(mine.session.facts.id, late)).toBe('not-open');
      expect(await mine.sessions.find(late.facts.tokenHash)).toBeUndefined();
    });

    it("S11: what the factors can prove holds for the account's other sessions too", async () => {
      const { sessions, session, account } = await started();
      const other = Session.issue(anAssurance(account.id), aHash(), noon, atHome);
      await sessions.add(other);
      const assurance = anAssurance(account.id, {
        purpose: 'manage-factors',
        session: session.facts.id,
        highestAal: 'aal1',
      });
      await sessions.replace(session.facts.id, session.renew(assurance, aHash(), later, atHome));
      expect((await sessions.get(other.facts.id))?.session.facts.highestAal).toBe('aal1');
    });
  });
};
