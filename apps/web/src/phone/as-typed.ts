import { AsYouType } from 'libphonenumber-js/min';

/** Digits and what people set them apart with. Whatever else stands there is not ours to take away. */
const numberLike = /^\+?[\d\s().-]*$/;

/** `5055550123` → `(505) 555-0123`, `+447700900123` → `+44 7700 900123`, as far as it has been typed. */
export const asTyped = (typed: string): string => (numberLike.test(typed) ? new AsYouType('US').input(typed) : typed);
