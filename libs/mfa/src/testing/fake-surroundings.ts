import { SendingLimits, type WantedSend } from '../challenge/sending-limits.js';
import { PhoneNumbers, type PhoneNumber } from '../factor/phone-number.js';
import { EnrollmentPolicies, type EnrollmentPolicy } from '../policy/enrollment-policy.js';

/** Counts per destination and per account, without time. */
export class InMemorySendingLimits extends SendingLimits {
  private readonly counts = new Map<string, number>();

  constructor(private readonly max: number = Number.POSITIVE_INFINITY) {
    super();
  }

  async admit({ accountId, destination, proven }: WantedSend): Promise<boolean> {
    const keys = [`account ${accountId}`, `destination ${destination}${proven ? ` of ${accountId}` : ''}`];
    if (keys.some((key) => (this.counts.get(key) ?? 0) >= this.max)) return false;
    for (const key of keys) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return true;
  }
}

/** Knows the shape of numbers under +1, one Canadian area code and the premium one. */
export class FakePhoneNumbers extends PhoneNumbers {
  classify(number: PhoneNumber): 'textable' | 'not-a-us-number' | 'cannot-receive-texts' {
    if (/^\+1900/.test(number)) return 'cannot-receive-texts';
    return /^\+1(?!604)[2-9]\d{2}[2-9]\d{6}$/.test(number) ? 'textable' : 'not-a-us-number';
  }
}

export class FixedPolicies extends EnrollmentPolicies {
  constructor(public policy: EnrollmentPolicy) {
    super();
  }

  async for(): Promise<EnrollmentPolicy> {
    return this.policy;
  }
}
