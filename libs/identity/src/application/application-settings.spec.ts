import { secondsAfter } from '@postern/kernel';
import { noRequirement, type Requirement } from '../session/requirement.js';
import { noon } from '../testing/builders.js';
import { noEnrollmentRules, requirementOf, type EnrollmentRules } from './application-settings.js';

const at = (minutes: number) => secondsAfter(noon, minutes * 60);
const moment = (minutes: number) => at(minutes).toISOString();

/** What is asked after each of these changes, one a minute. */
const asked = (...changes: Partial<EnrollmentRules>[]): Requirement[] => {
  const all: Requirement[] = [];
  changes.forEach((rules, minute) =>
    all.push(requirementOf({ ...noEnrollmentRules, ...rules }, all.at(-1) ?? noRequirement, at(minute))),
  );
  return all;
};

describe('What an application asks of sessions (S14)', () => {
  it('nothing, where it says nothing', () => {
    expect(asked({}, { maxPostponements: 0 })).toEqual([noRequirement, noRequirement]);
  });

  it('a second factor of everybody, from when that was said or from a deadline on, and without a break', () => {
    const since = asked(
      { deadline: moment(5) },
      { deadline: moment(-99) },
      { mfa: 'required' },
      { leastAal: 'aal2' },
      { mfa: 'required', deadline: moment(60) },
      { deadline: moment(60) },
      { mfa: 'required' },
      {},
    ).map(({ mfaRequiredSince }) => mfaRequiredSince);
    expect(since).toEqual([at(5), at(1), at(1), at(1), at(1), at(60), at(6), null]);
  });

  it('of accounts of an age, from when their age was said', () => {
    const cutOffs = asked(
      { requiredFrom: moment(-50) },
      { requiredFrom: moment(-40) },
      { requiredFrom: moment(-60) },
      {},
      { requiredFrom: moment(-60) },
    ).map(({ cutOff }) => cutOff);
    expect(cutOffs).toEqual([
      { createdFrom: at(-50), since: at(0) },
      { createdFrom: at(-40), since: at(0) },
      { createdFrom: at(-60), since: at(2) },
      null,
      { createdFrom: at(-60), since: at(4) },
    ]);
  });
});
