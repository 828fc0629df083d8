import type { MfaPolicy } from '@postern/contracts';
import { formOf, policyOf } from './policy-values';

const nothing: MfaPolicy = {
  mfa: null,
  requiredFrom: null,
  deadline: null,
  maxPostponements: null,
  allowedFactors: null,
  leastAal: null,
  rememberDeviceDays: null,
};

describe('The form of a policy', () => {
  it('says nothing where nothing stands in it', () => {
    expect(policyOf(formOf(nothing))).toEqual(nothing);
  });

  it('brings back what was said, zero included', () => {
    const policy: MfaPolicy = {
      mfa: 'required',
      requiredFrom: '2026-01-01T00:00:00.000Z',
      deadline: '2027-03-04T00:00:00.000Z',
      maxPostponements: 0,
      allowedFactors: ['webauthn', 'totp'],
      leastAal: 'aal2',
      rememberDeviceDays: 0,
    };
    expect(policyOf(formOf(policy))).toEqual(policy);
  });

  it('takes a day to begin at midnight UTC', () => {
    expect(policyOf({ ...formOf(nothing), deadline: '2027-03-04' }).deadline).toBe('2027-03-04T00:00:00.000Z');
  });
});
