import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { anAssurance, atHome, noon } from '../testing/builders.js';
import type { Aal } from './assurance-level.js';
import { Session } from './session.js';
import type { SessionTokenHash } from './session-tokens.js';

const holder = { state: 'active', credentialVersion: 1 } as const;
const issue = (aal: Aal) =>
  Session.issue(anAssurance(newId<AccountId>(), { aal }), 'hash' as SessionTokenHash, noon, atHome);
const hours = (count: number) => secondsAfter(noon, count * 3600);
const usedAt = (session: Session, lastUsedAt: Date) => Session.restore({ ...session.facts, lastUsedAt });

describe('S15: how long a session lasts', () => {
  it('30 days at AAL1, however long unused', () => {
    const session = issue('aal1');
    expect(session.isOpen(holder, secondsAfter(hours(30 * 24), -1))).toBe(true);
    expect(session.isOpen(holder, hours(30 * 24))).toBe(false);
    expect(session.useIsWorthNoting(hours(500))).toBe(false);
  });

  it('24 hours at AAL2, however much used', () => {
    const session = usedAt(issue('aal2'), hours(23.9));
    expect(session.isOpen(holder, secondsAfter(hours(24), -1))).toBe(true);
    expect(session.isOpen(holder, hours(24))).toBe(false);
  });

  it('one hour unused at AAL2', () => {
    const session = issue('aal2');
    expect(session.isOpen(holder, secondsAfter(hours(1), -1))).toBe(true);
    expect(session.isOpen(holder, hours(1))).toBe(false);
    expect(usedAt(session, hours(1)).isOpen(holder, hours(1.9))).toBe(true);
  });

  it('counts from the authentication, not from the end of a slow flow', () => {
    const assurance = anAssurance(newId<AccountId>(), { aal: 'aal2', authenticatedAt: hours(-2) });
    expect(Session.issue(assurance, 'hash' as SessionTokenHash, noon, atHome).facts.expiresAt).toEqual(hours(22));
  });

  it('notes a use once a minute at most', () => {
    const session = issue('aal2');
    expect(session.useIsWorthNoting(secondsAfter(noon, 59))).toBe(false);
    expect(session.useIsWorthNoting(secondsAfter(noon, 60))).toBe(true);
  });
});

describe('S14: what ends a session at once', () => {
  it.each([
    ['a disabled account', { ...holder, state: 'disabled' } as const],
    ['a changed password', { ...holder, credentialVersion: 2 }],
  ])('%s', (_what, now) => {
    expect(issue('aal2').isOpen(now, noon)).toBe(false);
  });

  it('signing out', () => {
    const session = issue('aal1');
    session.end(noon, atHome);
    expect(session.isOpen(holder, noon)).toBe(false);
  });
});

describe('S15: a step-up', () => {
  const renewed = (wishes: Parameters<typeof anAssurance>[1], at = hours(1)) => {
    const old = Session.issue(
      anAssurance(newId<AccountId>(), { aal: 'aal1', amr: ['pwd'], application: 'mail-watch' }),
      'old' as SessionTokenHash,
      noon,
      atHome,
    );
    const assurance = anAssurance(old.facts.accountId, { purpose: 'step-up', application: null, ...wishes });
    return { old, fresh: old.renew(assurance, 'fresh' as SessionTokenHash, at, atHome) };
  };

  it('goes on under another id and token, from when the person signed in', () => {
    const { old, fresh } = renewed({ aal: 'aal2', amr: ['otp', 'mfa'], authenticatedAt: hours(1) });
    expect(fresh.facts).toMatchObject({
      signedInAt: noon,
      authenticatedAt: hours(1),
      expiresAt: hours(25),
      aal: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      application: 'mail-watch',
      tokenHash: 'fresh',
    });
    expect(fresh.facts.id).not.toBe(old.facts.id);
    expect(old.isOpen(holder, hours(1))).toBe(false);
  });

  it('builds on no proof that is older than a day (S10)', () => {
    const { old, fresh } = renewed({ aal: 'aal1', amr: ['email'], authenticatedAt: hours(48) }, hours(48));
    expect(old.provenAt(hours(24))).toEqual({ amr: ['pwd'], aal: 'aal1' });
    const late = Session.restore({ ...old.facts, endedAt: null });
    expect(late.provenAt(hours(24.1))).toEqual({ amr: [], aal: 'aal1' });
    expect(fresh.facts.amr).toEqual(['email']);
  });

  it('a changed password carries one session over, and proves nothing anew', () => {
    const old = issue('aal2');
    const fresh = old.carryOver(2, 'fresh' as SessionTokenHash, hours(1), atHome);
    expect(fresh.isOpen({ ...holder, credentialVersion: 2 }, hours(1))).toBe(true);
    expect(fresh.facts).toMatchObject({ authenticatedAt: noon, expiresAt: hours(24), signedInAt: noon });
    expect(fresh.facts.id).not.toBe(old.facts.id);
    expect(fresh.facts.flowId).not.toBe(old.facts.flowId);
  });
});
