import type { MfaPolicy, MfaPolicyView } from '@postern/contracts';
import { formOf, newsOf, policyOf } from './policy-values';

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
    expect(policyOf(formOf({ own: nothing, revision: 0 }))).toEqual({ ...nothing, revision: 0 });
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
    expect(policyOf(formOf({ own: policy, revision: 12 }))).toEqual({ ...policy, revision: 12 });
  });

  it('takes a day to begin at midnight UTC', () => {
    const form = formOf({ own: nothing, revision: 0 });
    expect(policyOf({ ...form, deadline: '2027-03-04' }).deadline).toBe('2027-03-04T00:00:00.000Z');
  });

  it('tells what a newer policy says that it does not', () => {
    const read: MfaPolicy = { ...nothing, maxPostponements: 3, allowedFactors: ['totp', 'webauthn'], mfa: 'required' };
    const news = (own: Partial<MfaPolicy>) =>
      newsOf(formOf({ own: read, revision: 1 }), { own: { ...read, ...own }, revision: 2 } as MfaPolicyView);
    expect(news({ allowedFactors: ['webauthn', 'totp'] })).toEqual({});
    expect(news({ maxPostponements: null, allowedFactors: ['totp'], leastAal: 'aal2' })).toEqual({
      maxPostponements: null,
      allowedFactors: ['totp'],
      leastAal: 'aal2',
    });
  });
});
