import type { Factor, OneTimeCodes, LinkTokens } from '@postern/mfa-domain';
import { FakeLinkTokens, FakeOneTimeCodes, noon } from '@postern/mfa-domain/testing';
import { Database, Outbox, Sealer } from '@postern/platform';
import { createMigratedDatabase, testKeyring } from '@postern/platform/testing';
import { OutgoingMessages } from '../messages/outgoing-messages.js';
import { PgAnswers } from '../postgres/pg-answers.js';
import { PgFactorLabels } from '../postgres/pg-factor-labels.js';
import { PgFactorResets } from '../postgres/pg-factor-resets.js';
import { PgFlows } from '../postgres/pg-flows.js';
import { PgMemberCopies } from '../postgres/pg-member-copies.js';
import { PgMemberStandings } from '../postgres/pg-member-standings.js';
import { PgOrganizationPolicies } from '../postgres/pg-organization-policies.js';
import { PgPasskeySignIns } from '../postgres/pg-passkey-sign-ins.js';
import { PgRecoveryCodeSets } from '../postgres/pg-recovery-code-sets.js';
import { PgReminders } from '../postgres/pg-reminders.js';
import { PgSpentTokens } from '../postgres/pg-spent-tokens.js';
import { PgTrustedDevices } from '../postgres/pg-trusted-devices.js';
import { mfaSchema } from '../postgres/schema.js';
import { factorTable } from '../postgres/tables.js';

/** The stores on a database of this spec's own, without the rest of the service; messages stay in the outbox. */
export async function openStores(
  codes: OneTimeCodes = new FakeOneTimeCodes(),
  links: LinkTokens = new FakeLinkTokens(),
) {
  const testDatabase = await createMigratedDatabase(mfaSchema);
  const database = new Database(testDatabase.url);
  const outbox = new Outbox('mfa', { wake: () => undefined } as never);
  const messages = new OutgoingMessages(codes, links, new Sealer(testKeyring()), 'https://sign-in.example.org');
  const flows = new PgFlows(database, outbox, messages);
  const answers = new PgAnswers(database, outbox, messages);
  const labels = new PgFactorLabels(database);
  const resets = new PgFactorResets(database, outbox, messages);
  const devices = new PgTrustedDevices(database, outbox, messages);
  const signIns = new PgPasskeySignIns(database, outbox, messages);
  const sets = new PgRecoveryCodeSets(database, outbox, messages);
  const spentTokens = new PgSpentTokens(database);
  const policies = new PgOrganizationPolicies(database, outbox);
  const standings = new PgMemberStandings(database);
  const reminders = new PgReminders(database, outbox);
  const members = new PgMemberCopies(database);

  const given = async (factors: Factor[]): Promise<void> => {
    await database.query('spec.given.factors', factorTable.insertFrom('$1', '(select) as always'), [
      JSON.stringify(factors.map(({ state }) => state)),
    ]);
    await database.query(
      'spec.given.enrollments',
      `insert into mfa.enrollment (account_id, verified_address, verified_at, enrolled_at)
       select id, 'robin@example.org', $2, $2 from unnest($1::uuid[]) id on conflict do nothing`,
      [factors.map(({ state }) => state.accountId), noon],
    );
  };
  const auditTrail = async (): Promise<string[]> => {
    const rows = await database.query<{ name: string }>(
      'spec.audit-trail',
      `select name from mfa.outbox where queue = 'identity' order by seq`,
    );
    return rows.map(({ name }) => name);
  };
  const empty = () =>
    database.pool.query(`truncate mfa.flow, mfa.challenge, mfa.email_verification, mfa.enrollment, mfa.factor,
      mfa.attempt_budget, mfa.sending_count, mfa.trusted_device, mfa.spent_token, mfa.factor_reset, mfa.member,
      mfa.organization_policy, mfa.reminder, mfa.rollout, mfa.rollout_chunk, mfa.rollout_member, mfa.outbox`);

  return {
    database,
    flows,
    answers,
    /** For a contract suite: a store in which nothing is. */
    fresh: async () => {
      await empty();
      return {
        flows,
        answers,
        labels,
        resets,
        devices,
        signIns,
        sets,
        spentTokens,
        members,
        policies,
        standings,
        reminders,
        given,
        auditTrail,
      };
    },
    empty,
    close: async () => {
      await database.onApplicationShutdown();
      await testDatabase.drop();
    },
  };
}

export type Stores = Awaited<ReturnType<typeof openStores>>;
