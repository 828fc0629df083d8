import { applicationSettings, createApplicationRequest } from '@postern/contracts';
import { checked } from '../frame/checked.js';
import { BadInput } from '../frame/failure.js';
import { draftOf, flagNames, whole, type AppFlags } from './app-draft.js';

const minimal: AppFlags = { name: 'Parcel Desk', supportContact: 'help@example.org' };

/** What `app create` answers to these flags. */
function complaint(flags: AppFlags, slug = 'parcel-desk'): string {
  try {
    checked(createApplicationRequest, { ...draftOf(flags), slug }, flagNames);
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput);
    return (error as BadInput).message;
  }
  return '';
}

describe('settings from flags', () => {
  it('are complete with a name and a support contact', () => {
    expect(complaint(minimal)).toBe('');
  });

  it.each<[AppFlags, string]>([
    [{ name: 'X' }, '--support-contact: This field is missing.'],
    [{ ...minimal, factors: ['sms', 'letter'] }, '--factors 1: Use one of: sms, email, totp, webauthn.'],
    [{ ...minimal, factors: [] }, '--factors: Use 1 or more.'],
    [{ ...minimal, redirectTarget: ['javascript:alert(1)'] }, '--redirect-target 0: '],
    [{ ...minimal, redirectTarget: ['https://a.example.org/#x'] }, '--redirect-target 0: Use a https:// address'],
    [{ ...minimal, rememberDeviceDays: 999 }, '--remember-device-days: Use 365 or less.'],
    [{ ...minimal, mfa: 'always' }, '--mfa: Use one of: offered, required.'],
    [{ ...minimal, deadline: 'soon' }, '--deadline: Use a date and time such as'],
    [{ ...minimal, leastAal: 'aal3' }, '--least-aal: Use one of: aal1, aal2.'],
    [{ ...minimal, leastAal: 'aal2', factors: ['email'] }, '--least-aal: Codes by e-mail alone do not reach aal2.'],
    [{ ...minimal, requiredFrom: 'soon' }, '--required-from: Use a date and time such as'],
    [{ ...minimal, termsVersion: '1' }, '--terms-title: This field is missing.'],
    [{ ...minimal, terms: false, termsVersion: '1' }, '--no-terms goes with no other'],
  ])('are refused under the name of the flag: %j', (flags, words) => {
    expect(complaint(flags)).toContain(words);
  });

  it('name every field that is wrong at once', () => {
    expect(complaint({}, 'Parcel_Desk').split('\n')).toHaveLength(3);
    expect(complaint({}, 'Parcel_Desk')).toContain('<slug>: Use lower-case letters');
  });

  it.each(['many', '-1', '1.5', '1e3', ''])('take whole numbers only, not %j', (text) => {
    expect(() => whole('--days', text)).toThrow('--days must be a whole number.');
  });
});

describe('a change', () => {
  const current = checked(applicationSettings, {
    ...minimal,
    enrollment: { requiredFrom: '2025-06-01T00:00:00Z', deadline: '2027-01-01T00:00:00Z', maxPostponements: 3 },
    terms: { version: '1', title: 'Terms', text: 'One.' },
  });

  it('leaves alone what is not given, also inside', () => {
    expect(draftOf({ maxPostponements: 5, termsVersion: '2' }, current)).toEqual({
      ...current,
      enrollment: { ...current.enrollment, maxPostponements: 5 },
      terms: { ...current.terms, version: '2' },
    });
    expect(draftOf({}, current)).toEqual(current);
  });

  it('takes away what is given as none', () => {
    const flags: AppFlags = { requiredFrom: 'none', deadline: 'none', maxPostponements: 'none', terms: false };
    expect(draftOf(flags, current)).toEqual({
      ...current,
      enrollment: { mfa: 'offered', requiredFrom: null, deadline: null, maxPostponements: null, leastAal: 'aal1' },
      terms: null,
    });
  });
});
