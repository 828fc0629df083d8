import type { Situation, Trace } from '@postern/mfa-domain';
import { trustedDeviceTable } from './tables.js';

/** What a right answer changes beside flow, challenge, factor and budget. Each combination is a statement of its own. */
export interface Variant {
  activation: boolean;
  trace: Trace['kind'];
  remembers: boolean;
  forgets: boolean;
}

/** All that the statement is filled with. */
export interface Approval {
  situation: Situation;
  trace: Trace;
  flowVersion: number;
  enrollmentVersion: number;
  /** Rows of the outbox. */
  messages: string;
}

export interface ApproveStatement {
  name: string;
  text: string;
  values(approval: Approval): unknown[];
}

type Pick = (approval: Approval) => unknown;

/**
 * Locks in one order: enrollment, flow, factor, the factors that go, budget. `spent` is decided by the flow's version and the
 * factor's status, `replayed` by what the factor has accepted; both are looked at under the locks.
 */
export function approveStatement(variant: Variant, insertMessages: (parameter: string) => string): ApproveStatement {
  const { activation, trace, remembers, forgets } = variant;
  // A device that is remembered while another flow changes factors would not be forgotten with the rest: one of them looks again.
  const alone = activation || remembers;
  const picks: Pick[] = [];
  const $ = (pick: Pick): string => `$${picks.push(pick)}`;
  const flowId = $(({ situation }) => situation.flow.state.id);
  const challengeId = $(({ situation }) => situation.challenge?.state.id);
  const factorId = $((approval) => factorOf(approval).id);
  const accountId = $(({ situation }) => situation.flow.state.subject.accountId);
  const name = ['mfa.answer', activation ? 'activate' : 'approve', trace, remembers && 'remember', forgets && 'forget'];

  const text = `
  with ${alone ? enrollmentFirst(accountId) : ''} flow as (
    select version from mfa.flow where id = ${flowId} ${alone ? 'and (select count(*) from enrollment) >= 0' : ''}
    for update
  ), factor as (
    select status, last_accepted_step, passkey, recovery_hashes from mfa.factor
    where id = ${factorId} and exists (select from flow) for update
  ), verdict as (
    select case
      when flow.version <> ${$(({ flowVersion }) => flowVersion)} then 'spent'
      when factor.status <> '${activation ? 'pending' : 'active'}' then 'spent'
      ${alone ? `when (select version from enrollment) is distinct from ${$(({ enrollmentVersion }) => enrollmentVersion)}::int then 'spent'` : ''}
      ${replayed(trace, $)}
      else 'approved' end as outcome
    from flow, factor
  ), won as (
    select from verdict where outcome = 'approved'
  ), proven as (
    update mfa.flow set pending_factor_id = null, challenge_id = null, version = version + 1,
      proof = ${$(({ situation }) => JSON.stringify(situation.flow.state.proof))}::jsonb,
      modify_requested = ${$(({ situation }) => situation.flow.state.modifyRequested)}
      ${remembers ? `, trusted_device_id = ${$(({ situation }) => situation.flow.state.trustedDeviceId)}::uuid` : ''}
    from won where id = ${flowId}
  ), approved as (
    update mfa.challenge set status = 'approved' from won where id = ${challengeId}
  ), used as (
    update mfa.factor set last_used_at = ${$((approval) => factorOf(approval).lastUsedAt)}, consecutive_failures = 0
      ${traces(trace, $)}
      ${activation ? `, status = 'active', activated_at = ${$((approval) => factorOf(approval).activatedAt)}::timestamptz` : ''}
    from won where id = ${factorId}
  ), ${activation ? activated(accountId, $) : alone ? changed(accountId) : ''}
  ${remembers ? `remembered as (${trustedDeviceTable.insertFrom($(deviceOf), 'won')}),` : ''}
  ${forgets ? forgotten(accountId, $) : ''}
  cleared as (
    delete from mfa.attempt_budget using won
    where account_id = ${accountId} and subject = ${$(({ situation }) => situation.challenge?.attemptSubject)}
      and source = ${$(({ situation }) => situation.source)}
  ), messages as (
    ${insertMessages($(({ messages }) => messages))} where exists (select from won)
  )
  select outcome from verdict`;

  return {
    name: name.filter(Boolean).join('.'),
    text,
    values: (approval) => picks.map((pick) => pick(approval)),
  };
}

const enrollmentFirst = (accountId: string): string => `
  enrollment as (select version from mfa.enrollment where account_id = ${accountId} for update),`;

/** When what was shown has been used before. A new passkey is judged by the unique index on its id. */
function replayed(trace: Trace['kind'], $: (pick: Pick) => string): string {
  switch (trace) {
    case 'totp':
      return `when factor.last_accepted_step >= ${$((approval) => factorOf(approval).lastAcceptedStep)}::bigint then 'replayed'`;
    case 'recovery-code':
      return `when not factor.recovery_hashes ? ${$(hashOf)}::text then 'replayed'`;
    case 'passkey': {
      const [stored, shown] = [`(factor.passkey->>'signCount')::bigint`, `${$(countOf)}::bigint`];
      return `when ${shown} <= ${stored} and not (${shown} = 0 and ${stored} = 0) then 'replayed'`;
    }
    case 'new-passkey':
    case 'sent-code':
      return '';
  }
}

/** What the factor remembers of it. Of recovery codes exactly the used one goes, whatever others did meanwhile. */
function traces(trace: Trace['kind'], $: (pick: Pick) => string): string {
  switch (trace) {
    case 'totp':
      return `, last_accepted_step = ${$((approval) => factorOf(approval).lastAcceptedStep)}::bigint`;
    case 'recovery-code':
      return `, recovery_hashes = recovery_hashes - ${$(hashOf)}::text`;
    case 'passkey':
    case 'new-passkey':
      return `, passkey = ${$((approval) => JSON.stringify(factorOf(approval).passkey))}::jsonb`;
    case 'sent-code':
      return '';
  }
}

const changed = (accountId: string): string => `
  changed as (update mfa.enrollment set version = version + 1 from won where account_id = ${accountId}),`;

/** The account is enrolled from now on, and the factors whose place was taken are gone. */
const activated = (accountId: string, $: (pick: Pick) => string): string => `
  enrolled as (
    update mfa.enrollment set enrolled_at = ${$(({ situation }) => situation.enrollment.state.enrolledAt)}::timestamptz,
      factors_changed_at = ${$(({ situation }) => situation.enrollment.state.factorsChangedAt)}::timestamptz,
      version = version + 1
    from won where account_id = ${accountId}
  ), gone as (
    select id from mfa.factor where account_id = ${accountId} and id = any(${$(goneOf)}::uuid[])
      and exists (select from won) order by id for update
  ), replaced as (
    update mfa.factor f set status = 'revoked', seed = null, passkey = null, recovery_hashes = null
    from gone where f.id = gone.id
  ),`;

/** All devices of the account but the one that this flow has remembered. */
const forgotten = (accountId: string, $: (pick: Pick) => string): string => `
  forgotten as (
    delete from mfa.trusted_device using won where account_id = ${accountId}
      and id is distinct from ${$(({ situation }) => situation.flow.state.trustedDeviceId)}::uuid
  ),`;

function factorOf({ situation }: Approval) {
  const factor = situation.factor(situation.challenge?.state.factorId ?? null);
  if (!factor) throw new Error('the situation asks for nothing');
  return factor.state;
}

const goneOf: Pick = ({ situation }) =>
  situation.factors.filter(({ state }) => state.status === 'revoked').map(({ state }) => state.id);
const hashOf: Pick = ({ trace }) => trace.kind === 'recovery-code' && trace.hash;
const countOf: Pick = ({ trace }) => trace.kind === 'passkey' && trace.assertion.signCount;
const deviceOf: Pick = ({ situation }) => JSON.stringify(situation.remembered ? [situation.remembered.state] : []);
