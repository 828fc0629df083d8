import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { bind, Database, Outbox } from '@postern/platform';
import type { MfaConfig } from '../config.js';
import { AdoptionDesk } from '../organizations/adoption-desk.js';
import { PolicyDesk } from '../organizations/policy-desk.js';
import { ReminderPages } from '../organizations/reminder-pages.js';
import { ConfiguredPolicies } from '../policy/configured-policies.js';
import { enrollmentPolicyOf } from '../policy/settings.js';
import { PgMemberCopies } from '../postgres/pg-member-copies.js';
import { PgMemberStandings } from '../postgres/pg-member-standings.js';
import { PgOrganizationPolicies } from '../postgres/pg-organization-policies.js';
import { PgReminders } from '../postgres/pg-reminders.js';
import { use } from './use.js';

const { ChangeOrganizationPolicy, EffectivePolicies, EnrollmentPolicies, MemberCopies, MemberStandings } = domain;
const { OrganizationPolicies, Reminders, Rollouts, SendReminder } = domain;

/** What organizations ask of their members, and how far these are. */
export const organizations = (config: MfaConfig): FactoryProvider[] => [
  bind(OrganizationPolicies, PgOrganizationPolicies, Database, Outbox),
  bind(MemberCopies, PgMemberCopies, Database),
  bind(MemberStandings, PgMemberStandings, Database),
  bind(Reminders, PgReminders, Database, Outbox),
  ...policies(config),
  {
    provide: ReminderPages,
    inject: [EffectivePolicies, Outbox, Clock],
    useFactory: (effective: domain.EffectivePolicies, outbox: Outbox, clock: Clock) =>
      new ReminderPages(effective, outbox, clock, `${config.PUBLIC_URL.replace(/\/+$/, '')}/sign-in`),
  },
  use(SendReminder, Reminders, MemberStandings, EffectivePolicies, Clock),
  use(PolicyDesk, EffectivePolicies, ChangeOrganizationPolicy, MemberStandings, Clock),
  use(AdoptionDesk, EffectivePolicies, MemberStandings, Reminders, SendReminder, Clock),
];

function policies(config: MfaConfig): FactoryProvider[] {
  const installation = enrollmentPolicyOf(config);
  return [
    {
      provide: EnrollmentPolicies,
      inject: [OrganizationPolicies],
      useFactory: (stored: domain.OrganizationPolicies) => new ConfiguredPolicies(installation, stored),
    },
    {
      provide: EffectivePolicies,
      inject: [OrganizationPolicies],
      useFactory: (stored: domain.OrganizationPolicies) => new EffectivePolicies(installation, stored),
    },
    {
      provide: ChangeOrganizationPolicy,
      inject: [OrganizationPolicies, Rollouts, Clock],
      useFactory: (stored: domain.OrganizationPolicies, rollouts: domain.Rollouts, clock: Clock) =>
        new ChangeOrganizationPolicy(stored, rollouts, installation, clock),
    },
  ];
}
