import { randomUUID } from 'node:crypto';
import type { AdministrationTokenClaims, ServiceName } from '@postern/contracts';
import { SystemClock } from '@postern/kernel';
import { InMemorySpentTokens } from '@postern/mfa-domain/testing';
import { Problem, TokenSigner, TokenVerifier } from '@postern/platform';
import { testTokenKeys } from '@postern/platform/testing';
import { administrationClaims, subjectClaims } from '../testing/running-mfa.js';
import { Administrators } from './administrators.js';

describe('Administrators', () => {
  const keys = testTokenKeys();
  const verifier = new TokenVerifier('mfa', keys.trusted);
  const administrators = new Administrators(verifier, new InMemorySpentTokens(), new SystemClock());
  const token = (changes: Partial<AdministrationTokenClaims> = {}) =>
    new TokenSigner('identity', keys.signing.identity).sign('administration', 'mfa', administrationClaims(changes), 60);
  const refusalOf = async (work: () => unknown): Promise<string> => {
    try {
      await work();
      return 'none';
    } catch (error) {
      return (error as Problem).code;
    }
  };

  it('tells who acts on which organization', () => {
    const organization = { id: randomUUID(), name: 'Acme Logistics' };
    const sub = randomUUID();
    expect(administrators.reading(token({ sub, organization, role: 'support' }))).toMatchObject({
      accountId: sub,
      organization,
      role: 'support',
      permission: 'read',
      application: null,
    });
  });

  it('lets a token read as often as it lives, and change once, of twenty at once (S19)', async () => {
    const reading = token();
    for (let call = 0; call < 3; call++) expect(administrators.reading(reading).username).toBe('ada');
    const changing = token({ permission: 'change' });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => refusalOf(() => administrators.changing(changing))),
    );
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'session.required')).toHaveLength(19);
  });

  it.each<[string, Partial<AdministrationTokenClaims>]>([
    ['that only reads', { permission: 'read' }],
    ['of support, whatever it says', { role: 'support', permission: 'change' }],
  ])('a token %s changes nothing (S22)', async (_, claims) => {
    expect(await refusalOf(() => administrators.changing(token(claims)))).toBe('session.required');
  });

  const sign = (
    issuer: ServiceName,
    type: 'administration' | 'subject' | 'service',
    audience: ServiceName,
    claims: object,
    seconds = 60,
  ) => new TokenSigner(issuer, keys.signing[issuer]).sign(type, audience, claims as object, seconds);
  it.each<[string, () => string]>([
    ['that is forged', () => `${token().split('.').slice(0, 2).join('.')}.AAAA`],
    [
      'signed with the keys of another installation',
      () => {
        const strange = new TokenSigner('identity', testTokenKeys().signing.identity);
        return strange.sign('administration', 'mfa', administrationClaims(), 60);
      },
    ],
    ['that is expired', () => sign('identity', 'administration', 'mfa', administrationClaims(), -1)],
    ['that another service signed', () => sign('gateway', 'administration', 'mfa', administrationClaims())],
    ['for another service', () => sign('identity', 'administration', 'notifications', administrationClaims())],
    ['of a member about themselves', () => sign('identity', 'subject', 'mfa', subjectClaims())],
    [
      'without an organization',
      () => sign('identity', 'administration', 'mfa', { ...administrationClaims(), organization: null }),
    ],
    [
      'of a plain member',
      () => sign('identity', 'administration', 'mfa', { ...administrationClaims(), role: 'member' }),
    ],
    ['that is none', () => 'nonsense'],
  ])('a token %s is none (S19)', async (_, make) => {
    expect(await refusalOf(() => administrators.reading(make()))).toBe('session.required');
    expect(await refusalOf(() => administrators.changing(make()))).toBe('session.required');
  });
});
