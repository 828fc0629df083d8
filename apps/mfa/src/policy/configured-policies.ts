import { EnrollmentPolicies, type EnrollmentPolicy } from '@postern/mfa-domain';

/** One policy for the whole installation, from its configuration. */
export class ConfiguredPolicies extends EnrollmentPolicies {
  constructor(private readonly policy: EnrollmentPolicy) {
    super();
  }

  async for(): Promise<EnrollmentPolicy> {
    return this.policy;
  }
}
