import { maskDestination } from './mask-destination.js';

describe('masked destinations (R10)', () => {
  it.each([
    ['email', 'benjamin@example.org', 'b*****n@example.org'],
    ['email', 'ben@example.org', 'b*****n@example.org'],
    ['email', 'bo@example.org', 'b*****@example.org'],
    ['email', 'b@example.org', 'b*****@example.org'],
    ['email', 'no-at-sign', '*****'],
    ['sms', '+12025550131', '(***) ***-**31'],
    ['sms', '+4915112345678', '(***) ***-**78'],
  ] as const)('%s %s → %s', (channel, to, masked) => {
    expect(maskDestination(channel, to)).toBe(masked);
  });
});
