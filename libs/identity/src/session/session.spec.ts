import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { anAssurance, noon } from '../testing/builders.js';
import { Session, type Aal } from './session.js';
import type { SessionTokenHash } from './session-tokens.js';

const holder = { state: 'active', credentialVersion: 1 } as const;
const issue = (aal: Aal) =>
  Session.issue(anAssurance(newId<AccountId>(), { aal }), 'hash' as SessionTokenHash, noon, null);
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
    expect(Session.issue(assurance, 'hash' as SessionTokenHash, noon, null).facts.expiresAt).toEqual(hours(22));
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
    session.end(noon, null);
    expect(session.isOpen(holder, noon)).toBe(false);
  });
});
