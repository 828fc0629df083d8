import type { FieldError } from '@postern/contracts';
import type { PhoneRefusal } from '@postern/mfa-domain';

const otherWays = 'You can also use e-mail or an authenticator app.';

const sentences: Record<PhoneRefusal, string> = {
  'too-short': 'This number has fewer than ten digits. Enter area code and number, for example 2125550123.',
  'too-long': 'This number has more than ten digits. Enter area code and number only, for example 2125550123.',
  letters: 'Enter the number in digits only, for example 2125550123.',
  'digits-only': 'Leave out spaces, dashes and brackets, for example 2125550123.',
  'country-code': 'Leave out +1 and enter the ten digits that follow, for example 2125550123.',
  international: `Text messages go to US numbers only. ${otherWays}`,
  'not-a-us-number': `This does not look like a US number. Check it, or choose another way: e-mail or an authenticator app.`,
  'cannot-receive-texts': `This number does not take text messages. Enter a mobile number. ${otherWays}`,
};

export const phoneRefusal = (reason: PhoneRefusal): FieldError => ({
  field: 'phone',
  reason,
  message: sentences[reason],
});
