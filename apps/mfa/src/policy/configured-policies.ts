import {
  EnrollmentPolicies,
  OrganizationPolicies,
  policyFor,
  type EnrollmentPolicy,
  type OrganizationId,
  type Subject,
} from '@postern/mfa-domain';

/**
 * The policy of the whole installation, from its configuration, with what the subject's application and organizations add to it.
 * These are looked up at every step, so that what one of them requires holds at once; who is in none costs no query.
 */
export class ConfiguredPolicies extends EnrollmentPolicies {
  constructor(
    private readonly installation: EnrollmentPolicy,
    private readonly policies: OrganizationPolicies,
  ) {
    super();
  }

  async for({ application, organizations }: Pick<Subject, 'application' | 'organizations'>): Promise<EnrollmentPolicy> {
    const ids = organizations as readonly OrganizationId[];
    const own = ids.length > 0 ? await this.policies.of(ids) : [];
    return policyFor(
      this.installation,
      application,
      own.map(({ state }) => state),
    );
  }
}
