import { aNewSubject, anApplication, aPolicy, aSubject } from '../testing/builders.js';
import { mustEnroll, policyFor, postponementsLeft, strictest } from './enrollment-policy.js';

describe('EnrollmentPolicy', () => {
  it('asks for enrollment from the very moment of the cut-off (R1)', () => {
    const { requiredFrom } = aPolicy();
    const justBefore = new Date(requiredFrom.getTime() - 1);
    expect(mustEnroll(aPolicy(), aSubject({ accountCreatedAt: requiredFrom }))).toBe(true);
    expect(mustEnroll(aPolicy(), aSubject({ accountCreatedAt: justBefore }))).toBe(false);
    expect(mustEnroll(aPolicy(), aNewSubject())).toBe(true);
  });

  it('counts postponements down to nothing, unless there is no limit', () => {
    expect(postponementsLeft(aPolicy(), 50)).toBeNull();
    expect([0, 1, 2, 3].map((used) => postponementsLeft(aPolicy({ maxPostponements: 2 }), used))).toEqual([2, 1, 0, 0]);
  });

  it('combines to the strictest: earliest date, fewest postponements, common kinds (R1, R4)', () => {
    const early = new Date('2020-01-01T00:00:00Z');
    const combined = strictest([
      aPolicy({ maxPostponements: 5, allowedKinds: ['totp', 'sms'] }),
      aPolicy({ requiredFrom: early, allowedKinds: ['sms', 'email', 'totp'] }),
      aPolicy({ maxPostponements: 2, rememberDeviceDays: 7 }),
    ]);
    expect(combined).toEqual({
      requiredFrom: early,
      maxPostponements: 2,
      allowedKinds: ['sms', 'totp'],
      rememberDeviceDays: 7,
    });
    expect(strictest([aPolicy()])).toEqual(aPolicy());
  });

  it('follows the application where it is stricter, and the installation everywhere else (R1, R4, R11)', () => {
    const of = (changes: object) => policyFor(aPolicy(), aSubject({ application: anApplication(changes) }));
    expect(policyFor(aPolicy(), aSubject())).toEqual(aPolicy());
    const early = new Date('2020-01-01T00:00:00Z');
    expect(of({ requiredFrom: early, maxPostponements: 2, rememberDeviceDays: 0 })).toEqual(
      aPolicy({ requiredFrom: early, maxPostponements: 2, rememberDeviceDays: 0 }),
    );
    const late = new Date('2030-01-01T00:00:00Z');
    expect(of({ requiredFrom: late, rememberDeviceDays: 90 })).toEqual(aPolicy());
    expect(of({ allowedFactors: ['totp', 'sms'] }).allowedKinds).toEqual(['sms', 'totp']);
  });

  it('keeps nobody out because an application allows only what the installation does not have', () => {
    const subject = aSubject({ application: anApplication({ allowedFactors: ['webauthn'] }) });
    expect(policyFor(aPolicy({ allowedKinds: ['sms'] }), subject).allowedKinds).toEqual(['sms']);
  });

  it('refuses policies that leave no kind at all', () => {
    const [one, other] = [aPolicy({ allowedKinds: ['sms'] }), aPolicy({ allowedKinds: ['totp'] })];
    expect(() => strictest([one, other])).toThrow('policy.no_kinds');
  });
});
