import { jest } from '@jest/globals';
import { learnServerTime, serverNow } from './server-clock';

const start = Date.parse('2027-03-04T10:00:00.000Z');
let server = start;
let skew = 0;

/** A reply that was under way for this long. */
const reply = (milliseconds: number): void => {
  const askedAt = Date.now();
  server += milliseconds / 2;
  const date = new Date(server).toUTCString();
  server += milliseconds / 2;
  learnServerTime(new Headers({ date }), askedAt);
};

describe('serverNow', () => {
  beforeEach(() => {
    server = start;
    jest.spyOn(Date, 'now').mockImplementation(() => server + skew);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['hours ahead', 7_200_000],
    ['hours behind', -7_200_000],
    ['a second and a half ahead', 1500],
    ['two seconds behind', -2000],
  ])('is late by less than a second and the way here, where the device is %s', (_, wrong) => {
    skew = wrong;
    server += 400;
    reply(100);
    expect(serverNow() - server).toBeLessThanOrEqual(0);
    expect(serverNow() - server).toBeGreaterThan(-1100);
  });

  it('comes closer with every reply', () => {
    skew = 600;
    for (let times = 0; times < 20; times += 1) {
      reply(20);
      server += 170;
    }
    expect(Math.abs(serverNow() - server)).toBeLessThan(200);
    expect(serverNow()).toBeLessThanOrEqual(server);
  });

  it('is the time of the device where that may be right, however long replies take', () => {
    skew = 0;
    reply(4000);
    reply(10);
    expect(serverNow()).toBe(Date.now());
  });

  it('is what the last reply says where the device has been set meanwhile', () => {
    skew = 90_000;
    reply(10);
    skew = -90_000;
    reply(10);
    expect(Math.abs(serverNow() - server)).toBeLessThan(1100);
  });

  it('learns nothing from a reply without a date', () => {
    skew = 0;
    reply(10);
    learnServerTime(new Headers(), Date.now());
    expect(serverNow()).toBe(Date.now());
  });
});
