import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { bind, Database, Outbox } from '@postern/platform';
import type { MfaConfig } from '../config.js';
import { ConfiguredPolicies } from '../policy/configured-policies.js';
import { enrollmentPolicyOf } from '../policy/settings.js';
import { PgOrganizationPolicies } from '../postgres/pg-organization-policies.js';

const { EnrollmentPolicies, OrganizationPolicies } = domain;

/** What organizations ask of their members, and what those who run them see of it. */
export function organizations(config: MfaConfig): FactoryProvider[] {
  const installation = enrollmentPolicyOf(config);
  return [
    bind(OrganizationPolicies, PgOrganizationPolicies, Database, Outbox),
    {
      provide: EnrollmentPolicies,
      inject: [OrganizationPolicies],
      useFactory: (policies: domain.OrganizationPolicies) => new ConfiguredPolicies(installation, policies),
    },
    {
      provide: domain.ChangeOrganizationPolicy,
      inject: [OrganizationPolicies, Clock],
      useFactory: (policies: domain.OrganizationPolicies, clock: Clock) =>
        new domain.ChangeOrganizationPolicy(policies, installation, clock),
    },
  ];
}
