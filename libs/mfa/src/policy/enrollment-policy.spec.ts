import { anApplication, aNewSubject, aPolicy, aSubject, noon } from '../testing/builders.js';
import { asOf, leavesAKind, mustEnroll, policyFor, postponementsLeft } from './enrollment-policy.js';
import { nothing } from './policy-values.js';

const early = new Date('2020-01-01T00:00:00Z');

describe('EnrollmentPolicy', () => {
  it('asks for enrollment from the very moment of the cut-off (R1)', () => {
    const { requiredFrom } = aPolicy();
    const justBefore = new Date(requiredFrom.getTime() - 1);
    expect(mustEnroll(aPolicy(), aSubject({ accountCreatedAt: requiredFrom }))).toBe(true);
    expect(mustEnroll(aPolicy(), aSubject({ accountCreatedAt: justBefore }))).toBe(false);
    expect(mustEnroll(aPolicy(), aNewSubject())).toBe(true);
  });

  it('asks everybody where it is required, and from the deadline on', () => {
    expect(mustEnroll(aPolicy({ mfa: 'required' }), aSubject())).toBe(true);
    const policy = aPolicy({ deadline: noon });
    expect(mustEnroll(asOf(policy, new Date(noon.getTime() - 1)), aSubject())).toBe(false);
    expect(mustEnroll(asOf(policy, noon), aSubject())).toBe(true);
  });

  it('counts postponements down to nothing, unless there is no limit', () => {
    expect(postponementsLeft(aPolicy(), 50)).toBeNull();
    expect([0, 1, 2, 3].map((used) => postponementsLeft(aPolicy({ maxPostponements: 2 }), used))).toEqual([2, 1, 0, 0]);
  });

  it('follows the application where it is stricter, and the installation everywhere else (R1, R4, R11)', () => {
    const of = (changes: object) => policyFor(aPolicy(), anApplication(changes));
    expect(policyFor(aPolicy(), null)).toEqual(aPolicy());
    expect(of({ requiredFrom: early, maxPostponements: 2, rememberDeviceDays: 0 })).toEqual(
      aPolicy({ requiredFrom: early, maxPostponements: 2, rememberDeviceDays: 0 }),
    );
    const late = new Date('2030-01-01T00:00:00Z');
    expect(of({ requiredFrom: late, rememberDeviceDays: 90 })).toEqual(aPolicy());
    expect(of({ allowedFactors: ['totp', 'sms'] }).allowedKinds).toEqual(['sms', 'totp']);
  });

  it('requires a second factor, or one from a day on, where the application does, and the level that it asks for (R1, S10)', () => {
    const of = (changes: object) => policyFor(aPolicy(), anApplication(changes));
    expect(of({ mfa: 'required' })).toEqual(aPolicy({ mfa: 'required' }));
    expect(of({ deadline: noon })).toEqual(aPolicy({ deadline: noon }));
    const later = new Date('2027-01-01T00:00:00Z');
    expect(policyFor(aPolicy({ deadline: noon }), anApplication({ deadline: later })).deadline).toEqual(noon);
    expect(of({ leastAal: 'aal2' })).toEqual(
      aPolicy({ mfa: 'required', leastAal: 'aal2', allowedKinds: ['sms', 'totp', 'webauthn'], rememberDeviceDays: 0 }),
    );
    // What it leaves at the least takes nothing from others.
    const strict = aPolicy({ mfa: 'required', leastAal: 'aal2', allowedKinds: ['totp'], rememberDeviceDays: 0 });
    expect(policyFor(strict, anApplication())).toEqual(strict);
  });

  it('takes the strictest of installation, application and every organization (R1)', () => {
    const policy = policyFor(
      aPolicy({ maxPostponements: 9 }),
      anApplication({ allowedFactors: ['sms', 'totp', 'email'], rememberDeviceDays: 7 }),
      [
        { ...nothing, deadline: noon, maxPostponements: 3 },
        { ...nothing, mfa: 'required', requiredFrom: early, allowedKinds: ['totp', 'email'] },
      ],
    );
    expect(policy).toEqual({
      mfa: 'required',
      requiredFrom: early,
      deadline: noon,
      maxPostponements: 3,
      allowedKinds: ['email', 'totp'],
      leastAal: 'aal1',
      rememberDeviceDays: 7,
    });
  });

  it('takes neither codes by e-mail nor remembered devices where the level is aal2, and requires MFA (S10)', () => {
    expect(policyFor(aPolicy(), null, [{ ...nothing, leastAal: 'aal2' }])).toEqual(
      aPolicy({ mfa: 'required', leastAal: 'aal2', allowedKinds: ['sms', 'totp', 'webauthn'], rememberDeviceDays: 0 }),
    );
  });

  describe('keeps nobody out', () => {
    const kinds = (...lists: Parameters<typeof policyFor>) => policyFor(...lists).allowedKinds;

    it('because an application allows only what the installation or the organization does not', () => {
      expect(kinds(aPolicy({ allowedKinds: ['sms'] }), anApplication({ allowedFactors: ['webauthn'] }))).toEqual([
        'sms',
      ]);
      const byMail = anApplication({ allowedFactors: ['email'] });
      expect(kinds(aPolicy(), byMail, [{ ...nothing, allowedKinds: ['totp'] }])).toEqual(['totp']);
      expect(kinds(aPolicy(), byMail, [{ ...nothing, leastAal: 'aal2' }])).toEqual(['sms', 'totp', 'webauthn']);
    });

    it('because two organizations have nothing in common: then either will do, in whatever order', () => {
      const two = [
        { ...nothing, allowedKinds: ['sms'] as const },
        { ...nothing, allowedKinds: ['totp'] as const },
      ];
      expect(kinds(aPolicy(), null, two)).toEqual(['sms', 'totp']);
      expect(kinds(aPolicy(), null, [...two].reverse())).toEqual(['sms', 'totp']);
      const weak = [
        { ...nothing, allowedKinds: ['email'] as const },
        { ...nothing, leastAal: 'aal2' as const },
      ];
      expect(kinds(aPolicy(), null, weak)).toEqual(['sms', 'totp', 'webauthn']);
    });
  });

  it('tells a policy that would leave an organization no kind', () => {
    expect(leavesAKind(aPolicy(), nothing)).toBe(true);
    expect(leavesAKind(aPolicy(), { ...nothing, allowedKinds: ['email'] })).toBe(true);
    expect(leavesAKind(aPolicy(), { ...nothing, allowedKinds: ['email'], leastAal: 'aal2' })).toBe(false);
    expect(leavesAKind(aPolicy({ allowedKinds: ['sms'] }), { ...nothing, allowedKinds: ['totp'] })).toBe(false);
    expect(leavesAKind(aPolicy({ allowedKinds: ['email'] }), { ...nothing, leastAal: 'aal2' })).toBe(false);
  });
});
