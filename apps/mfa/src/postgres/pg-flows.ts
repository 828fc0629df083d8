import type { AccountId } from '@postern/kernel';
import {
  Challenge,
  Flows,
  type AccountStanding,
  type ChallengeState,
  type EmailVerificationId,
  type FlowId,
  type FlowTokenHash,
  type Situation,
  type Source,
} from '@postern/mfa-domain';
import type { Outbox, Queryable } from '@postern/platform';
import type { OutgoingMessages } from '../messages/outgoing-messages.js';
import {
  originOf,
  situationColumns,
  situationJoins,
  situationOf,
  standingColumns,
  standingOf,
  type SituationRow,
  type StandingRow,
} from './situations.js';
import type { Json } from './table.js';
import { challengeTable, factorResetTable, factorTable, flowTable, verificationTable } from './tables.js';

const waitingReset = `(select ${factorResetTable.json('z')} from mfa.factor_reset z
  where z.account_id = $1::uuid and z.stopped_at is null and z.applied_at is null)`;

const json = (value: unknown): string => JSON.stringify(value);

/** One statement each: state and messages go together, and a version on the flow tells who was faster. */
export class PgFlows extends Flows {
  private readonly startStatement: string;
  private readonly saveStatement: string;

  constructor(
    private readonly database: Queryable,
    private readonly outbox: Outbox,
    private readonly messages: OutgoingMessages,
  ) {
    super();
    this.startStatement = startStatement(outbox.insertClause('$3'));
    this.saveStatement = saveStatement(outbox.insertClause('$10'));
  }

  async standing(accountId: AccountId, source: Source): Promise<AccountStanding> {
    const [row] = await this.database.query<StandingRow>(
      'mfa.flow.standing',
      `select ${standingColumns('$1::uuid', '$2')}, ${waitingReset} as reset`,
      [accountId, source],
    );
    return standingOf(row as StandingRow, accountId);
  }

  async start(situation: Situation): Promise<'started' | 'token-spent'> {
    const { state } = situation.flow;
    const { accountId, tokenId: subjectTokenId } = state.subject;
    const { challenge } = situation;
    const messages = this.messages.of(situation);
    const rows = await this.database.query('mfa.flow.start', this.startStatement, [
      json([{ ...state, accountId, subjectTokenId, version: 0 }]),
      json(challenge ? [challenge.state] : []),
      this.outbox.rows(messages),
    ]);
    if (rows.length === 0) return 'token-spent';
    if (messages.length > 0) this.outbox.wake();
    return 'started';
  }

  load(tokenHash: FlowTokenHash, source: Source): Promise<Situation | null> {
    return this.find('by-token', 'flow.token_hash = $1', tokenHash, source);
  }

  loadByVerification(id: EmailVerificationId, source: Source): Promise<Situation | null> {
    const asked = 'flow.id = (select flow_id from mfa.email_verification where id = $1)';
    return this.find('by-verification', asked, id, source);
  }

  async lastChallengeTo(flowId: FlowId, destination: string): Promise<Challenge | null> {
    const [row] = await this.database.query<{ state: Json<ChallengeState> }>(
      'mfa.flow.last-challenge',
      `select ${challengeTable.json('c')} as state from mfa.challenge c join mfa.factor x on x.id = c.factor_id
       where c.flow_id = $1 and x.destination = $2 order by c.issued_at desc limit 1`,
      [flowId, destination],
    );
    return row ? Challenge.restore(challengeTable.restore(row.state)) : null;
  }

  async save(situation: Situation): Promise<'saved' | 'conflict'> {
    const origin = originOf(situation);
    if (!origin) return 'conflict';
    const { flow, enrollment, factors, challenge, verification } = situation;
    const changed = <Part extends { state: object }>(part: Part | null) =>
      part && !origin.stored.has(part.state) ? [part.state] : [];
    const messages = this.messages.of(situation);
    const [enrollmentState = null] = changed(enrollment) as (typeof enrollment.state)[];
    const rows = await this.database.query('mfa.flow.save', this.saveStatement, [
      flow.state.id,
      origin.flowVersion,
      json(flow.state),
      enrollment.state.accountId,
      enrollmentState && origin.enrollmentVersion,
      json(enrollment.state),
      json(factors.flatMap(changed)),
      json(changed(challenge)),
      json(changed(verification)),
      this.outbox.rows(messages),
      situation.forgetsDevices,
      flow.state.trustedDeviceId,
    ]);
    if (rows.length === 0) return 'conflict';
    if (messages.length > 0) this.outbox.wake();
    return 'saved';
  }

  private async find(name: string, where: string, key: string, source: Source): Promise<Situation | null> {
    const [row] = await this.database.query<SituationRow>(
      `mfa.flow.${name}`,
      `select ${situationColumns('$2')} from mfa.flow flow ${situationJoins} where ${where}`,
      [key, source],
    );
    return row ? situationOf(row, source) : null;
  }
}

const startStatement = (insertMessages: string): string => `
  with started as (
    ${flowTable.insertFrom('$1', '(select) as always')}
    on conflict (subject_token_id) do nothing returning account_id, (subject->>'credentialVersion')::int as met
  ), enrollment as (
    -- Always there, so that every later change finds a row to lock.
    insert into mfa.enrollment as e (account_id, credential_version) select account_id, met from started
    on conflict (account_id) do update set credential_version = excluded.credential_version
    where e.credential_version < excluded.credential_version
  ), challenge as (
    ${challengeTable.insertFrom('$2', 'started')}
  ), messages as (
    ${insertMessages} where exists (select from started)
  )
  select from started`;

const saveStatement = (insertMessages: string): string => `
  with enrollment as (
    select version from mfa.enrollment where account_id = $4 and $5::int is not null for update
  ), flow as (
    -- After the enrollment, always in this order: no two calls can wait for each other.
    select version from mfa.flow where id = $1 and (select count(*) from enrollment) >= 0 for update
  ), won as (
    select from flow where version = $2 and ($5::int is null or $5 = (select version from enrollment))
  ), changed_flow as (
    update mfa.flow set subject = n.subject, choice = n.choice, verification_id = n."verificationId",
      pending_factor_id = n."pendingFactorId", challenge_id = n."challengeId", done_at = n."doneAt",
      changing_email = n."changingEmail", recovering = n.recovering,
      password_confirmed_at = n."passwordConfirmedAt", abandoned_at = n."abandonedAt", version = version + 1
    from won, jsonb_to_record($3::jsonb) as n(subject jsonb, choice text, "verificationId" uuid,
      "pendingFactorId" uuid, "challengeId" uuid, "doneAt" timestamptz, "changingEmail" boolean,
      recovering boolean, "passwordConfirmedAt" timestamptz, "abandonedAt" timestamptz)
    where id = $1
  ), changed_enrollment as (
    update mfa.enrollment set verified_address = n."verifiedAddress", verified_at = n."verifiedAt",
      postponements = n.postponements, enrolled_at = n."enrolledAt",
      factors_changed_at = n."factorsChangedAt", version = version + 1
    from won, jsonb_to_record($6::jsonb) as n("verifiedAddress" text, "verifiedAt" timestamptz,
      postponements int, "enrolledAt" timestamptz, "factorsChangedAt" timestamptz)
    where account_id = $4 and $5::int is not null
  ), changed_factors as (
    ${factorTable.insertFrom('$7', 'won', 'x')}
    -- Of a factor that is there, a flow changes the address, or takes it away. Its uses and failures are not this call's.
    on conflict (id) do update set destination = excluded.destination,
      status = case excluded.status when 'revoked' then 'revoked' else x.status end,
      seed = case excluded.status when 'revoked' then null else x.seed end,
      passkey = case excluded.status when 'revoked' then null else x.passkey end,
      recovery_hashes = case excluded.status when 'revoked' then null else x.recovery_hashes end
  ), forgotten as (
    delete from mfa.trusted_device using won where account_id = $4 and $11 and id is distinct from $12::uuid
  ), changed_challenge as (
    ${challengeTable.insertFrom('$8', 'won')}
    on conflict (id) do update set sends = excluded.sends, last_sent_at = excluded.last_sent_at
  ), changed_verification as (
    ${verificationTable.insertFrom('$9', 'won')}
    on conflict (id) do update set sends = excluded.sends, last_sent_at = excluded.last_sent_at,
      verified_at = excluded.verified_at
  ), messages as (
    ${insertMessages} where exists (select from won)
  )
  select from won`;
