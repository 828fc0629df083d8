import { EnrollmentPolicies, policyFor, type EnrollmentPolicy, type Subject } from '@postern/mfa-domain';

/** The policy of the whole installation, from its configuration, and what the subject's application adds to it. */
export class ConfiguredPolicies extends EnrollmentPolicies {
  constructor(private readonly policy: EnrollmentPolicy) {
    super();
  }

  async for(subject: Subject): Promise<EnrollmentPolicy> {
    return policyFor(this.policy, subject);
  }
}
