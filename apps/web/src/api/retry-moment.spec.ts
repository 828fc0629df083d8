import { jest } from '@jest/globals';
import { retryMoment } from './retry-moment';

describe('retryMoment', () => {
  beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2027-03-04T10:00:00.000Z')));
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [429, '120', '2027-03-04T10:02:00.000Z'],
    [503, '0', '2027-03-04T10:00:00.000Z'],
    [503, 'Thu, 04 Mar 2027 10:05:00 GMT', '2027-03-04T10:05:00.000Z'],
    [429, '9'.repeat(40), '2027-03-11T10:00:00.000Z'],
    [429, 'soon', undefined],
    [429, undefined, undefined],
    [422, '120', undefined],
  ])('%s with %s: %s', (status, said, moment) => {
    const headers = new Headers(said === undefined ? {} : { 'retry-after': said });
    expect(retryMoment({ status, headers })).toBe(moment);
  });
});
