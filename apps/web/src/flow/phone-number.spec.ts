import { formatNumber, plainNumber } from './phone-number';

describe('plainNumber', () => {
  it.each([
    ['5055550123', '5055550123'],
    ['(505) 555-0123', '5055550123'],
    [' 505.555.0123 ', '5055550123'],
    ['+1 505 555 0123', '5055550123'],
    ['1-505-555-0123', '5055550123'],
    // For the server to refuse, with its reason.
    ['+44 7700 900123', '+447700900123'],
    ['505555012a', '505555012a'],
    ['50555', '50555'],
    ['', ''],
  ])('reads %j as %j', (typed, plain) => {
    expect(plainNumber(typed)).toBe(plain);
  });
});

describe('formatNumber', () => {
  it.each([
    ['505', '505'],
    ['5055', '(505) 5'],
    ['5055550', '(505) 555-0'],
    ['5055550123', '(505) 555-0123'],
    ['(505) 555-0123', '(505) 555-0123'],
    ['+447700', '+447700'],
    ['505555012a', '505555012a'],
    ['50555501234', '50555501234'],
  ])('shows %j as %j', (typed, shown) => {
    expect(formatNumber(typed)).toBe(shown);
  });
});
