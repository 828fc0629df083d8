import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import { auditEntry } from '../audit/audit-record.js';
import type { AccountSessions } from '../session/account-sessions.js';
import type { KnownDevices } from '../session/known-devices.js';
import type { Assurance } from '../session/assurance.js';
import { Session } from '../session/session.js';
import type { SessionTokenHash } from '../session/session-tokens.js';
import type { SpentTokens } from '../session/spent-tokens.js';
import { anAccount, anAssurance, atHome, noon } from './builders.js';
import type { SessionStores } from './sessions.contract.js';

export interface AccountSessionStores extends SessionStores {
  accountSessions: AccountSessions;
  devices: KnownDevices;
  spentTokens: SpentTokens;
}

const aHash = (): SessionTokenHash => `${newId()}${newId()}`.slice(0, 43) as SessionTokenHash;
const day = 24 * 60 * 60;
const years = (count: number): Date => secondsAfter(noon, count * 365 * day);

/** What every AccountSessions promises. */
export const accountSessionsContract = (make: () => AccountSessionStores): void => {
  const given = async (count: number, wishes: Partial<Assurance> = {}, stores = make()) => {
    const account = anAccount();
    await stores.accounts.add(account);
    const sessions = Array.from({ length: count }, (_, index) => {
      const assurance = anAssurance(account.id, wishes);
      return Session.issue(assurance, aHash(), secondsAfter(assurance.authenticatedAt, index), atHome);
    });
    for (const session of sessions) await stores.sessions.add(session);
    return { ...stores, account, issued: sessions };
  };
  const ended = (account: Account, at = noon) =>
    auditEntry({ kind: 'session.ended', accountId: account.id, at, ...atHome });

  it('lists those of one account that have not ended, the last used first', async () => {
    const { account, issued, ...stores } = await given(3);
    const { sessions, accountSessions } = stores;
    await given(1, {}, stores);
    const [first, over, last] = issued as [Session, Session, Session];
    over.end(noon, atHome);
    await sessions.end(over);
    const found = await accountSessions.of(account.id);
    expect(found.map(({ session }) => session.facts)).toEqual([last.facts, first.facts]);
    expect(found[0]?.holder).toMatchObject({ accountId: account.id, credentialVersion: 1 });
    expect(await accountSessions.of(newId<AccountId>())).toEqual([]);
  });

  it('ends all but one, each with its entry, and nobody else’s', async () => {
    const { account, issued, ...stores } = await given(3);
    const { accountSessions, audit } = stores;
    const other = await given(1, {}, stores);
    const actor = newId<AccountId>();
    const [kept] = issued as [Session];
    expect(await accountSessions.end(account.id, kept.facts.id, { ...ended(account), actor })).toBe(2);
    expect((await accountSessions.of(account.id)).map(({ session }) => session.facts.id)).toEqual([kept.facts.id]);
    expect(await other.accountSessions.of(other.account.id)).toHaveLength(1);
    const entries = (await audit.ofAccount(account.id, 20)).filter(({ kind }) => kind === 'session.ended');
    expect(new Set(entries.map(({ flowId }) => flowId))).toEqual(
      new Set(issued.slice(1).map(({ facts }) => facts.flowId)),
    );
    expect(entries[0]).toMatchObject({ ...atHome, actor, at: noon, application: 'parcel-desk' });
    expect(await accountSessions.end(account.id, null, ended(account))).toBe(1);
    expect(await accountSessions.end(account.id, null, ended(account))).toBe(0);
  });

  it('race: ended from two sides at once, each session ends once', async () => {
    const { accountSessions, audit, account } = await given(4);
    const counts = await Promise.all([1, 2, 3].map(() => accountSessions.end(account.id, null, ended(account))));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    const entries = await audit.ofAccount(account.id, 20);
    expect(entries.filter(({ kind }) => kind === 'session.ended')).toHaveLength(4);
  });

  it('S11: raises what the sessions must show, and never lowers it', async () => {
    const { accountSessions, account } = await given(1, { aal: 'aal1', highestAal: 'aal1' });
    const highest = async () => (await accountSessions.of(account.id))[0]?.session.facts.highestAal;
    await accountSessions.raiseHighestAal(account.id, 'aal2');
    expect(await highest()).toBe('aal2');
    await accountSessions.raiseHighestAal(account.id, 'aal1');
    expect(await highest()).toBe('aal2');
  });

  it('removes what ended or expired before a moment, and keeps the rest', async () => {
    const { issued, ...stores } = await given(2, { authenticatedAt: years(-3) });
    const { sessions, accountSessions } = stores;
    const fresh = await given(2, {}, stores);
    const [over] = fresh.issued as [Session];
    over.end(years(-2), atHome);
    await sessions.end(over);
    expect(await accountSessions.clear(years(-1))).toBe(3);
    for (const { facts } of [...issued, over]) expect(await sessions.get(facts.id)).toBeUndefined();
    expect(await fresh.accountSessions.of(fresh.account.id)).toHaveLength(1);
  });
};

/** What every KnownDevices promises, together with the Sessions that look there. */
export const knownDevicesContract = (make: () => AccountSessionStores): void => {
  const given = async (stores = make()) => {
    const account = anAccount();
    await stores.accounts.add(account);
    const signIn = async (origin = atHome, at = noon) => {
      const session = Session.issue(anAssurance(account.id), aHash(), at, origin);
      const addition = await stores.sessions.add(session);
      return addition.outcome === 'added' ? addition.device : addition.outcome;
    };
    const news = async () => (await stores.audit.ofAccount(account.id, 20)).filter(({ kind }) => kind === 'device.new');
    const entry = auditEntry({ kind: 'device.new', accountId: account.id, at: noon });
    return { ...stores, account, signIn, news, entry };
  };
  const abroad = { ...atHome, source: '198.51.100.4' };
  const phone = { ...atHome, device: 'Safari on iOS' };

  it('R13: the first device is no news; another device or place is', async () => {
    const { devices, account, signIn } = await given();
    expect(await signIn()).toBe('first');
    expect(await signIn()).toBe('first');
    await devices.remember(account.id, atHome, noon, null);
    expect([await signIn(), await signIn(abroad), await signIn(phone)]).toEqual(['known', 'new', 'new']);
    await devices.remember(account.id, abroad, noon, null);
    expect([await signIn(abroad), await signIn(phone)]).toEqual(['known', 'new']);
  });

  it('race: remembered four times at once, it is recorded once', async () => {
    const { devices, account, news, entry } = await given();
    await Promise.all([1, 2, 3, 4].map(() => devices.remember(account.id, abroad, noon, entry)));
    expect(await news()).toHaveLength(1);
  });

  it('S22: what one account knows is unknown to another', async () => {
    const stores = make();
    const [one, other] = [await given(stores), await given(stores)];
    await one.devices.remember(one.account.id, atHome, noon, null);
    expect(await other.signIn()).toBe('first');
  });

  it('forgets what was not used for long, and keeps what was', async () => {
    const { devices, account, signIn } = await given();
    await devices.remember(account.id, atHome, years(-3), null);
    await devices.remember(account.id, abroad, years(-3), null);
    expect(await signIn(atHome)).toBe('known');
    await devices.clear(years(-2));
    expect([await signIn(atHome), await signIn(abroad)]).toEqual(['known', 'new']);
  });
};

/** What every SpentTokens promises. */
export const spentTokensContract = (make: () => SpentTokens): void => {
  it('S19 race: of 20 parallel takers of one token exactly one has it', async () => {
    const tokens = make();
    const id = newId();
    const taken = await Promise.all(Array.from({ length: 20 }, () => tokens.take(id, noon)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await tokens.take(newId(), noon)).toBe(true);
  });

  it('remembers a token for as long as it could be shown', async () => {
    const tokens = make();
    const [old, young] = [newId(), newId()];
    await tokens.take(old, years(-3));
    await tokens.take(young, years(3));
    expect(await tokens.clear(years(-2))).toBe(1);
    expect([await tokens.take(old, noon), await tokens.take(young, noon)]).toEqual([true, false]);
  });
};
