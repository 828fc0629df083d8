import fc from 'fast-check';
import { FakePhoneNumbers } from '../testing/fake-surroundings.js';
import { judgePhoneNumber } from './phone-number.js';

const numbers = new FakePhoneNumbers();

describe('judgePhoneNumber', () => {
  it('takes nothing but exactly ten ASCII digits, whatever is typed', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0-9 .()-]{0,16}$/));
    fc.assert(
      fc.property(typed, (text) => {
        if ('number' in judgePhoneNumber(text, numbers)) expect(text).toMatch(/^[2-9][0-9]{9}$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the ten digits of a number that it takes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-9]\d{2}[2-9]\d{6}$/), (typed) => {
        const judged = judgePhoneNumber(typed, numbers);
        if ('number' in judged) expect(judged.number).toBe(`+1${typed}`);
        else expect(typed).toMatch(/^(604|900)/);
      }),
    );
  });

  it('refuses every number with another country code as international', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[2-9]\d{6,13}$/), (typed) => {
        expect(judgePhoneNumber(typed, numbers)).toEqual({ refused: 'international' });
      }),
    );
  });

  it('does not send a number on when it has a line break behind it', () => {
    expect(judgePhoneNumber('2125550131\n', numbers)).toEqual({ refused: 'digits-only' });
  });
});
