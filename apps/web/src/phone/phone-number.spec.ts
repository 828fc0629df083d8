import { plainNumber } from './phone-number';

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
