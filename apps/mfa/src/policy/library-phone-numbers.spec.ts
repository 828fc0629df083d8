import type { PhoneNumber } from '@postern/mfa-domain';
import { phoneNumbersContract } from '@postern/mfa-domain/testing';
import { countryOf, isTenDigitCountry, LibraryPhoneNumbers } from './library-phone-numbers.js';

describe('LibraryPhoneNumbers', () => {
  phoneNumbersContract(() => new LibraryPhoneNumbers(['US']));

  const classify = (number: string, ...countries: ConstructorParameters<typeof LibraryPhoneNumbers>[0]) =>
    new LibraryPhoneNumbers(countries).classify(number as PhoneNumber);

  it('tells the countries of +1 apart', () => {
    expect(classify('+17872345678', 'US')).toBe('not-a-us-number');
    expect(classify('+17872345678', 'US', 'PR')).toBe('textable');
    expect(classify('+16042345678', 'US', 'CA')).toBe('textable');
    expect(classify('+12125550131', 'PR')).toBe('not-a-us-number');
  });

  it.each(['+18002345678', '+18882345678', '+19002345678'])('knows that no text reaches %s', (number) => {
    expect(classify(number, 'US')).toBe('cannot-receive-texts');
  });

  it('offers only countries whose numbers the form can take', () => {
    expect(['US', 'PR', 'CA'].every(isTenDigitCountry)).toBe(true);
    expect(['GB', 'us', '', 'XX'].some(isTenDigitCountry)).toBe(false);
  });

  it('counts by country', () => {
    expect([countryOf('+12125550131'), countryOf('+16042345678'), countryOf('+000')]).toEqual(['US', 'CA', 'none']);
  });
});
