import { judgePhoneNumber, PhoneNumbers } from '../factor/phone-number.js';

export function phoneNumbersContract(setUp: () => PhoneNumbers): void {
  it.each(['2125550131', '4155552671', '2025550143'])('takes ten US digits: %s', (typed) => {
    expect(judgePhoneNumber(typed, setUp())).toEqual({ number: `+1${typed}` });
  });

  it.each([
    ['+442079460958', 'international'],
    ['00442079460958', 'international'],
    ['011442079460958', 'international'],
    ['+12125550131', 'country-code'],
    ['212555013', 'too-short'],
    ['', 'too-short'],
    ['21255501311', 'too-long'],
    ['212-555-0131', 'digits-only'],
    ['212 555 0131', 'digits-only'],
    ['٢١٢٥٥٥٠١٣١', 'digits-only'],
    ['212KLONDIK', 'letters'],
    ['6042345678', 'not-a-us-number'],
    ['0125550131', 'not-a-us-number'],
    ['9002345678', 'cannot-receive-texts'],
  ])('refuses %j and says why: %s', (typed, refused) => {
    expect(judgePhoneNumber(typed, setUp())).toEqual({ refused });
  });
}
