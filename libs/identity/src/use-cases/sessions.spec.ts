import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import type { Assurance, SessionId } from '../session/assurance.js';
import { anAccount, anApplication, anAssurance, atHome, noon, someTerms } from '../testing/builders.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryApplications, InMemoryTermsAgreements } from '../testing/in-memory-applications.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { InMemoryAccountSessions, InMemorySessions } from '../testing/in-memory-sessions.js';
import { CountedSessionTokens } from '../testing/session-tokens.js';
import { EndSession } from './end-session.js';
import { EndSessions } from './end-sessions.js';
import { IssueSession } from './issue-session.js';
import { EndEarlierSessions } from './end-earlier-sessions.js';
import { NoteFactorChange } from './note-factor-change.js';
import { ReadSession } from './read-session.js';
import { RequireFreshAuthentication } from './require-fresh-authentication.js';
import { RequireTerms } from './require-terms.js';

const given = async () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const sessions = new InMemorySessions(credentials, audit);
  const ofAccount = new InMemoryAccountSessions(sessions, audit);
  const applications = new InMemoryApplications(audit);
  const agreements = new InMemoryTermsAgreements(applications, audit);
  const tokens = new CountedSessionTokens();
  const clock = new FixedClock(noon);
  const account = anAccount();
  await accounts.add(account);
  await applications.add(anApplication({}, 'parcel-desk'));
  const issue = new IssueSession(credentials, sessions, tokens, new RequireTerms(agreements), clock);
  const read = new ReadSession(sessions, tokens, clock);
  const end = new EndSession(sessions, clock);
  const endAll = new EndSessions(ofAccount, clock);
  const signIn = async (wishes: Partial<Assurance> = {}) => {
    const outcome = await issue.execute(anAssurance(account.id, wishes), atHome);
    if (outcome.outcome !== 'issued') throw new Error(outcome.outcome);
    return outcome.token.reveal();
  };
  const idOf = async (token: string): Promise<SessionId> => (await read.execute(token))?.session.id as SessionId;
  const kinds = async () => (await audit.ofAccount(account.id, 50)).map(({ kind }) => kind);
  return {
    audit,
    sessions,
    ofAccount,
    applications,
    agreements,
    clock,
    account,
    issue,
    read,
    end,
    endAll,
    signIn,
    idOf,
    kinds,
  };
};

describe('IssueSession', () => {
  it('opens a session that says what was done, from where', async () => {
    const { issue, read, account } = await given();
    const outcome = await issue.execute(anAssurance(account.id, { aal: 'aal1', amr: ['pwd', 'email'] }), atHome);
    expect(outcome).toMatchObject({ outcome: 'issued', device: 'first', holder: { username: account.username } });
    const token = outcome.outcome === 'issued' ? outcome.token.reveal() : '';
    expect(await read.execute(token)).toMatchObject({
      session: { aal: 'aal1', amr: ['pwd', 'email'], authenticatedAt: noon, ...atHome },
      holder: { accountId: account.id, email: account.email, locale: account.locale, role: null },
    });
  });

  it('S4, S19 race: parallel issuances for one flow yield exactly one session', async () => {
    const { issue, account, sessions } = await given();
    const assurance = anAssurance(account.id);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => issue.execute(assurance, atHome)));
    expect(outcomes.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'spent')).toHaveLength(9);
    expect(sessions.stored.size).toBe(1);
  });

  it('S19 replay: an assurance buys no second session, not even after signing out', async () => {
    const { issue, end, signIn, idOf, account } = await given();
    const flowId = newId();
    await end.execute(await idOf(await signIn({ flowId })), account.id, atHome);
    expect(await issue.execute(anAssurance(account.id, { flowId }), atHome)).toEqual({ outcome: 'spent' });
  });

  it('S14: refuses what began before the password changed', async () => {
    const { issue, account } = await given();
    const outcome = await issue.execute(anAssurance(account.id, { credentialVersion: 0 }), atHome);
    expect(outcome).toEqual({ outcome: 'refused' });
  });

  it('S14: refuses an account that was disabled, or never was', async () => {
    const { issue, account, sessions } = await given();
    account.disable();
    expect(await issue.execute(anAssurance(account.id), atHome)).toEqual({ outcome: 'refused' });
    expect(await issue.execute(anAssurance(newId<AccountId>()), atHome)).toEqual({ outcome: 'refused' });
    expect(sessions.stored.size).toBe(0);
  });

  it('S15 fixation: every sign-in gets a token of its own', async () => {
    const { signIn } = await given();
    expect(await signIn()).not.toBe(await signIn());
  });
});

describe('S15: a step-up', () => {
  const stepUp = async (wishes: Partial<Assurance> = {}) => {
    const all = await given();
    const token = await all.signIn({ aal: 'aal1', amr: ['pwd'] });
    const session = await all.idOf(token);
    all.clock.advance(3600);
    const assurance = (more: Partial<Assurance> = {}) =>
      anAssurance(all.account.id, {
        purpose: 'step-up',
        session,
        amr: ['otp', 'mfa'],
        authenticatedAt: secondsAfter(noon, 3600),
        ...wishes,
        ...more,
      });
    return { ...all, token, assurance };
  };

  it('kills the old token and gives another one, with both proofs', async () => {
    const { issue, read, token, assurance } = await stepUp();
    const outcome = await issue.execute(assurance(), atHome);
    expect(await read.execute(token)).toBeUndefined();
    expect(outcome).toMatchObject({ session: { amr: ['pwd', 'otp', 'mfa'], aal: 'aal2', signedInAt: noon } });
  });

  it('race: of 10 parallel step-ups of one session exactly one is a session', async () => {
    const { issue, assurance, sessions } = await stepUp();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => issue.execute(assurance({ flowId: newId() }), atHome)),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1);
    expect([...sessions.stored.values()].filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  });

  it('S22: of a session of somebody else is refused, and leaves it open', async () => {
    const { issue, read, token, account, assurance } = await stepUp();
    const other = await given();
    expect(await other.issue.execute(assurance(), atHome)).toEqual({ outcome: 'refused' });
    const mine = anAssurance(account.id, { purpose: 'step-up', session: newId<SessionId>() });
    expect(await issue.execute(mine, atHome)).toEqual({ outcome: 'refused' });
    expect(await read.execute(token)).toBeDefined();
  });

  it('is refused once the session was ended', async () => {
    const { issue, end, idOf, token, account, assurance } = await stepUp();
    await end.execute(await idOf(token), account.id, atHome);
    expect(await issue.execute(assurance(), atHome)).toEqual({ outcome: 'refused' });
  });

  it('S22: of no session, and a sign-in that names one, are refused', async () => {
    const { issue, assurance } = await stepUp();
    expect(await issue.execute(assurance({ session: null }), atHome)).toEqual({ outcome: 'refused' });
    expect(await issue.execute(assurance({ purpose: 'sign-in' }), atHome)).toEqual({ outcome: 'refused' });
  });
});

describe('R14: the terms of an application', () => {
  const withTerms = async () => {
    const all = await given();
    const application = anApplication({ terms: someTerms });
    await all.applications.add(application);
    const assurance = anAssurance(all.account.id, { application: application.slug });
    const decide = (accepted: boolean, version?: string) => all.issue.execute(assurance, atHome, { accepted, version });
    return { ...all, application, assurance, decide };
  };

  it('come before the session, and only once', async () => {
    const { issue, assurance, application, decide, signIn, sessions } = await withTerms();
    const asked = { outcome: 'terms-required', terms: someTerms, application: application.slug };
    expect(await issue.execute(assurance, atHome)).toEqual(asked);
    expect(sessions.stored.size).toBe(0);
    expect(await decide(true, someTerms.version)).toMatchObject({ outcome: 'issued' });
    await expect(signIn({ application: application.slug })).resolves.toBeDefined();
  });

  it('are recorded: who, which version, when, from where', async () => {
    const { decide, agreements, account, application, audit } = await withTerms();
    await decide(true);
    const { slug } = application;
    const { version } = someTerms;
    expect(await agreements.of(account.id)).toEqual([
      { accountId: account.id, application: slug, version, at: noon, ...atHome },
    ]);
    expect(audit.entries).toContainEqual(
      expect.objectContaining({
        kind: 'terms.accepted',
        accountId: account.id,
        application: slug,
        details: { version },
      }),
    );
  });

  it('race: of 10 parallel agreements in one flow one is recorded and one is a session', async () => {
    const { decide, agreements, account, kinds } = await withTerms();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => decide(true)));
    expect(outcomes.filter(({ outcome }) => outcome === 'issued')).toHaveLength(1);
    expect(await agreements.of(account.id)).toHaveLength(1);
    expect((await kinds()).filter((kind) => kind === 'terms.accepted')).toHaveLength(1);
  });

  it('S19: an assurance of a declined flow buys nothing any more', async () => {
    const { decide, agreements, account, kinds, sessions } = await withTerms();
    expect(await decide(false)).toEqual({ outcome: 'declined' });
    expect(await decide(true)).toEqual({ outcome: 'spent' });
    expect([...sessions.stored.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(await kinds()).toContain('terms.declined');
    expect(await kinds()).not.toContain('session.issued');
    expect(await agreements.of(account.id)).toHaveLength(1);
  });

  it('race: declined and accepted at once, one of the two counts', async () => {
    const { decide } = await withTerms();
    const outcomes = await Promise.all([decide(false), decide(true)]);
    expect(outcomes.filter(({ outcome }) => outcome === 'spent')).toHaveLength(1);
  });

  it('S18: an application that was removed in the meantime lets nobody in, with terms or without', async () => {
    const { issue, account, applications, application, decide, sessions } = await withTerms();
    await applications.remove(application);
    expect(await decide(true)).toEqual({ outcome: 'refused' });
    const gone = anAssurance(account.id, { application: 'gone' });
    expect(await issue.execute(gone, atHome)).toEqual({ outcome: 'refused' });
    expect(sessions.stored.size).toBe(0);
  });

  it('are asked for again in a new version, also when it came while the old one was read', async () => {
    const { application, applications, decide } = await withTerms();
    const next = { ...someTerms, version: '2026-02', text: 'Send nothing at all.' };
    application.change({ ...application.settings, terms: next }, { actor: null, ...atHome }, noon);
    await applications.save(application);
    expect(await decide(true, someTerms.version)).toMatchObject({ outcome: 'terms-required', terms: next });
    expect(await decide(true, next.version)).toMatchObject({ outcome: 'issued' });
  });

  it('do not come between somebody and the own factors', async () => {
    const { issue, account, application, signIn, idOf } = await withTerms();
    const session = await idOf(await signIn({ application: null }));
    const assurance = anAssurance(account.id, { purpose: 'manage-factors', session, application: application.slug });
    expect(await issue.execute(assurance, atHome)).toMatchObject({ outcome: 'issued' });
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

  it('S15: a stream that looks again each second keeps no session from growing idle', async () => {
    const { read, signIn, clock } = await given();
    const token = await signIn();
    for (let minute = 0; minute < 59; minute++) {
      clock.advance(60);
      expect(await read.execute(token, false)).toBeDefined();
    }
    clock.advance(60);
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

describe('EndSession and EndSessions', () => {
  it('close the session and record it', async () => {
    const { end, read, signIn, idOf, kinds, account } = await given();
    const token = await signIn();
    const id = await idOf(token);
    expect(await end.execute(id, account.id, atHome)).toBe('ended');
    expect(await read.execute(token)).toBeUndefined();
    expect(await end.execute(id, account.id, atHome)).toBe('not-open');
    expect(await kinds()).toEqual(['session.ended', 'session.issued', 'account.registered']);
  });

  it('leave the other sessions of the account open, or end just those', async () => {
    const { end, endAll, read, signIn, idOf, account } = await given();
    const [laptop, phone, tablet] = [await signIn(), await signIn(), await signIn()];
    await end.execute(await idOf(laptop), account.id, atHome);
    expect(await read.execute(phone)).toBeDefined();
    await endAll.execute({ accountId: account.id, except: await idOf(phone), actor: null, origin: atHome });
    expect(await read.execute(tablet)).toBeUndefined();
    expect(await read.execute(phone)).toBeDefined();
  });

  it('S22: a session of another account is as good as none', async () => {
    const { end, read, signIn, idOf } = await given();
    const token = await signIn();
    expect(await end.execute(await idOf(token), newId<AccountId>(), atHome)).toBe('not-open');
    expect(await read.execute(token)).toBeDefined();
  });
});

describe('S11: RequireFreshAuthentication', () => {
  it('lets through five minutes at the highest level of the account, and tells what else is needed', async () => {
    const { signIn, read, clock } = await given();
    const token = await signIn();
    const require = new RequireFreshAuthentication(clock);
    const session = async () => (await read.execute(token))!.session;
    clock.advance(300);
    expect(require.execute(await session())).toEqual({ outcome: 'fresh' });
    clock.advance(1);
    const required = { aal: 'aal2', maxAgeSeconds: 300 };
    expect(require.execute(await session())).toEqual({ outcome: 'step-up-required', required });
  });

  it('asks a session of one factor for the second that was set up since', async () => {
    const { signIn, read, clock, ofAccount, account } = await given();
    const token = await signIn({ aal: 'aal1', highestAal: 'aal1', amr: ['pwd'] });
    const require = new RequireFreshAuthentication(clock);
    const judged = async () => require.execute((await read.execute(token))!.session);
    expect(await judged()).toEqual({ outcome: 'fresh' });
    const note = new NoteFactorChange(ofAccount);
    await note.execute(account.id, 'email');
    expect(await judged()).toEqual({ outcome: 'fresh' });
    await note.execute(account.id, 'totp');
    expect(await judged()).toMatchObject({ outcome: 'step-up-required', required: { aal: 'aal2' } });
  });
});

describe('S14: EndEarlierSessions', () => {
  const recovered = async (flowOf: (flowId: string) => string | null) => {
    const { signIn, read, clock, ofAccount, sessions, account, kinds } = await given();
    const onLostPhone = await signIn();
    clock.advance(60);
    const flowId = newId();
    const own = await signIn({ flowId, authenticatedAt: clock.now() });
    clock.advance(5);
    const endEarlier = new EndEarlierSessions(ofAccount, sessions);
    const recovery = { accountId: account.id, flowId: flowOf(flowId), at: clock.now(), origin: atHome };
    await endEarlier.execute(recovery);
    await endEarlier.execute(recovery);
    const ended = (await kinds()).filter((kind) => kind === 'session.ended').length;
    const later = await signIn({ flowId: newId(), authenticatedAt: clock.now() });
    await endEarlier.execute(recovery);
    return {
      lost: await read.execute(onLostPhone),
      own: await read.execute(own),
      later: await read.execute(later),
      ended,
    };
  };

  it('a lost phone keeps no session; the one of the recovery and later ones stay', async () => {
    expect(await recovered((flowId) => flowId)).toMatchObject({ lost: undefined, own: {}, later: {}, ended: 1 });
  });

  it('a reset by the help desk spares none from before', async () => {
    expect(await recovered(() => null)).toMatchObject({ lost: undefined, own: undefined, later: {}, ended: 2 });
  });
});
