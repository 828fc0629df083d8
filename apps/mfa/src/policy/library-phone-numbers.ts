import { PhoneNumbers, type PhoneNumber } from '@postern/mfa-domain';
import {
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type CountryCode,
  type NumberType,
} from 'libphonenumber-js/max';

/** Whether a country's numbers are what the form takes: ten digits behind +1. */
export const isTenDigitCountry = (text: string): text is CountryCode =>
  (getCountries() as string[]).includes(text) && getCountryCallingCode(text as CountryCode) === '1';

/** Numbers of the North American plan do not tell mobile from fixed, so both count. */
const textable: ReadonlySet<NumberType> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE', 'FIXED_LINE']);

/** Google's numbering data in full: the smaller sets do not know the types. */
export class LibraryPhoneNumbers extends PhoneNumbers {
  constructor(private readonly countries: readonly CountryCode[]) {
    super();
  }

  classify(number: PhoneNumber): 'textable' | 'not-a-us-number' | 'cannot-receive-texts' {
    const parsed = parsePhoneNumberFromString(number);
    const type = parsed?.getType();
    if (!parsed?.isValid() || !type) return 'not-a-us-number';
    if (parsed.country && !this.countries.includes(parsed.country)) return 'not-a-us-number';
    return textable.has(type) ? 'textable' : 'cannot-receive-texts';
  }
}

/** For counting what is sent to one country; numbers of no country share one count. */
export const countryOf = (number: string): string => parsePhoneNumberFromString(number)?.country ?? 'none';
