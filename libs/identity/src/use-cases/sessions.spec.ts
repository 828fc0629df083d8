import { newId, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import type { Assurance } from '../session/session.js';
import { anAccount, anAssurance, noon } from '../testing/builders.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { InMemorySessions } from '../testing/in-memory-sessions.js';
import { CountedSessionTokens } from '../testing/session-tokens.js';
import { EndSession } from './end-session.js';
import { IssueSession } from './issue-session.js';
import { ReadSession } from './read-session.js';

const given = async () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const sessions = new InMemorySessions(credentials, audit);
  const tokens = new CountedSessionTokens();
  const clock = new FixedClock(noon);
  const account = anAccount();
  await accounts.add(account);
  const issue = new IssueSession(credentials, sessions, tokens, clock);
  const read = new ReadSession(sessions, tokens, clock);
  const end = new EndSession(sessions, tokens, clock);
  const signIn = async (wishes: Partial<Assurance> = {}) => {
    const outcome = await issue.execute(anAssurance(account.id, wishes), '192.0.2.7');
    if (outcome.outcome !== 'issued') throw new Error(outcome.outcome);
    return outcome.token.reveal();
  };
  return { audit, sessions, clock, account, issue, read, end, signIn };
};

describe('IssueSession', () => {
  it('opens a session that says what was done', async () => {
    const { issue, read, account } = await given();
    const outcome = await issue.execute(anAssurance(account.id, { aal: 'aal1', amr: ['pwd', 'email'] }), null);
    expect(outcome).toMatchObject({ outcome: 'issued', holder: { username: account.username } });
    const token = outcome.outcome === 'issued' ? outcome.token.reveal() : '';
    expect(await read.execute(token)).toMatchObject({
      session: { aal: 'aal1', amr: ['pwd', 'email'], authenticatedAt: noon },
      holder: { accountId: account.id, email: account.email },
    });
  });

  it('S4, S19 race: parallel issuances for one flow yield exactly one session', async () => {
    const { issue, account, sessions } = await given();
    const assurance = anAssurance(account.id);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => issue.execute(assurance, null)));
    expect(outcomes.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'spent')).toHaveLength(9);
    expect(sessions.stored.size).toBe(1);
  });

  it('S19 replay: an assurance buys no second session, not even after signing out', async () => {
    const { issue, end, signIn, account } = await given();
    const flowId = newId();
    await end.execute(await signIn({ flowId }), null);
    expect(await issue.execute(anAssurance(account.id, { flowId }), null)).toEqual({ outcome: 'spent' });
  });

  it('S14: refuses what began before the password changed', async () => {
    const { issue, account } = await given();
    const outcome = await issue.execute(anAssurance(account.id, { credentialVersion: 0 }), null);
    expect(outcome).toEqual({ outcome: 'refused' });
  });

  it('S14: refuses an account that was disabled, or never was', async () => {
    const { issue, account, sessions } = await given();
    account.disable();
    expect(await issue.execute(anAssurance(account.id), null)).toEqual({ outcome: 'refused' });
    expect(await issue.execute(anAssurance(newId<AccountId>()), null)).toEqual({ outcome: 'refused' });
    expect(sessions.stored.size).toBe(0);
  });

  it('S15 fixation: every sign-in gets a token of its own', async () => {
    const { signIn } = await given();
    expect(await signIn()).not.toBe(await signIn());
  });
});

describe('ReadSession', () => {
  it('S15: knows no token that it did not issue', async () => {
    const { read } = await given();
    expect(await read.execute('session-token-1')).toBeUndefined();
  });

  it('S15: keeps an AAL2 session open while it is used, for a day', async () => {
    const { read, signIn, clock } = await given();
    const token = await signIn();
    for (let used = 0; used < 47; used++) {
      clock.advance(30 * 60);
      expect(await read.execute(token)).toBeDefined();
    }
    clock.advance(30 * 60);
    expect(await read.execute(token)).toBeUndefined();
  });

  it('S15: closes an AAL2 session after an idle hour', async () => {
    const { read, signIn, clock } = await given();
    const token = await signIn();
    clock.advance(60 * 60);
    expect(await read.execute(token)).toBeUndefined();
  });

  it('P9: writes nothing for a use within the minute', async () => {
    const { read, signIn, clock, sessions } = await given();
    const token = await signIn();
    clock.advance(59);
    await read.execute(token);
    expect([...sessions.stored.values()][0]?.lastUsedAt).toEqual(noon);
  });

  it('S14: a disabled account has no session from that moment on', async () => {
    const { read, signIn, account } = await given();
    const token = await signIn();
    account.disable();
    expect(await read.execute(token)).toBeUndefined();
  });
});

describe('EndSession', () => {
  it('closes the session and records it', async () => {
    const { end, read, signIn, audit, account } = await given();
    const token = await signIn();
    expect(await end.execute(token, '192.0.2.7')).toBe('ended');
    expect(await read.execute(token)).toBeUndefined();
    expect(await end.execute(token, '192.0.2.7')).toBe('not-open');
    const kinds = (await audit.ofAccount(account.id, 10)).map(({ kind }) => kind);
    expect(kinds).toEqual(['session.ended', 'session.issued', 'account.registered']);
  });

  it('leaves the other sessions of the account open', async () => {
    const { end, read, signIn } = await given();
    const [laptop, phone] = [await signIn(), await signIn()];
    await end.execute(laptop, null);
    expect(await read.execute(phone)).toBeDefined();
  });
});
