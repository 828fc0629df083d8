import type {
  AdoptionMembers,
  AdoptionMembersQuery,
  ChangeMfaPolicyRequest,
  MfaAdoption,
  MfaDryRun,
  MfaDryRunRequest,
  MfaPolicyView,
  PageQuery,
  RolloutFailures,
  RolloutList,
  RolloutView,
  SentReminder,
} from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import { withQuery, type AdministrationCall } from './calls.js';

const current = '/internal/organizations/current';
const rollouts = `${current}/mfa-rollouts`;
const adoption = `${current}/mfa-adoption`;

export type RolloutAction = 'retry' | 'pause' | 'resume' | 'cancel';

/** What an organization asks of its members, in mfa. Which one it is about, identity's token says, never a path or a body. */
export class MfaPolicies {
  constructor(private readonly http: ServiceClient) {}

  read(call: AdministrationCall): Promise<MfaPolicyView> {
    return this.http.call({ ...call, method: 'GET', path: `${current}/mfa-policy` });
  }

  /** @throws Problem `policy.refused` or `policy.overtaken`. */
  change(policy: ChangeMfaPolicyRequest, call: AdministrationCall): Promise<MfaPolicyView> {
    return this.http.call({ ...call, method: 'PUT', path: `${current}/mfa-policy`, body: policy });
  }

  dryRun(request: MfaDryRunRequest, call: AdministrationCall): Promise<MfaDryRun> {
    return this.http.call({ ...call, method: 'POST', path: `${current}/mfa-policy/dry-run`, body: request });
  }
}

/** MFA for everyone. Throws Problem `rollout.not_found`. */
export class MfaRollouts {
  constructor(private readonly http: ServiceClient) {}

  list(call: AdministrationCall): Promise<RolloutList> {
    return this.http.call({ ...call, method: 'GET', path: rollouts });
  }

  /** @throws Problem `rollout.running`, with the one that is. */
  begin(call: AdministrationCall): Promise<RolloutView> {
    return this.http.call({ ...call, method: 'POST', path: rollouts, body: {} });
  }

  show(id: string, call: AdministrationCall): Promise<RolloutView> {
    return this.http.call({ ...call, method: 'GET', path: `${rollouts}/${id}` });
  }

  failures(id: string, page: PageQuery, call: AdministrationCall): Promise<RolloutFailures> {
    return this.http.call({ ...call, method: 'GET', path: withQuery(`${rollouts}/${id}/failures`, page) });
  }

  /** @throws Problem `rollout.state_refused` and, for what goes on, `rollout.not_required` or `rollout.running`. */
  act(id: string, action: RolloutAction, call: AdministrationCall): Promise<RolloutView> {
    return this.http.call({ ...call, method: 'POST', path: `${rollouts}/${id}/${action}`, body: {} });
  }

  /** Server-sent events: each `rollout` event carries a RolloutView. */
  events(id: string, call: AdministrationCall, signal: AbortSignal): Promise<NodeJS.ReadableStream> {
    return this.http.stream({ ...call, method: 'GET', path: `${rollouts}/${id}/events` }, signal);
  }
}

/** How far the members have come. */
export class MfaAdoptions {
  constructor(private readonly http: ServiceClient) {}

  summary(call: AdministrationCall): Promise<MfaAdoption> {
    return this.http.call({ ...call, method: 'GET', path: adoption });
  }

  members(query: AdoptionMembersQuery, call: AdministrationCall): Promise<AdoptionMembers> {
    return this.http.call({ ...call, method: 'GET', path: withQuery(`${adoption}/members`, query) });
  }

  /** All members as CSV, as it comes. */
  file(call: AdministrationCall, signal: AbortSignal): Promise<NodeJS.ReadableStream> {
    return this.http.stream({ ...call, method: 'GET', path: `${adoption}/members.csv` }, signal);
  }

  /** @throws Problem `reminder.too_soon`. */
  remind(call: AdministrationCall): Promise<SentReminder> {
    return this.http.call({ ...call, method: 'POST', path: `${adoption}/reminders`, body: {} });
  }
}
