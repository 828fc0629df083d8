import type { ConsumedEmailVerification, FlowState, StartedFlow } from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';

export type FlowCall = Client & { readonly flowToken: string };

export type FlowAction = 'enrollment-choice' | 'email' | 'email/resend' | 'factors' | 'answer' | 'resend' | 'challenge';

const current = '/internal/flows/current';

/** The mfa service. Every call throws its Problem, or `service.unavailable` while it cannot be reached. */
export class Mfa {
  constructor(private readonly http: ServiceClient) {}

  startFlow(start: { subjectToken: string; deviceToken?: string }, client: Client): Promise<StartedFlow> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/flows', body: start });
  }

  readFlow(call: FlowCall): Promise<FlowState> {
    return this.http.call({ ...call, method: 'GET', path: current });
  }

  act(action: FlowAction, body: object, call: FlowCall): Promise<FlowState> {
    return this.http.call({ ...call, method: 'POST', path: `${current}/${action}`, body });
  }

  dropPendingFactor(call: FlowCall): Promise<FlowState> {
    return this.http.call({ ...call, method: 'DELETE', path: `${current}/factors/pending` });
  }

  async abandonFlow(call: FlowCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: current });
  }

  /** Server-sent events: each `flow` event carries a FlowState. */
  flowEvents(call: FlowCall, signal: AbortSignal): Promise<NodeJS.ReadableStream> {
    return this.http.stream({ ...call, method: 'GET', path: `${current}/events` }, signal);
  }

  consumeEmailVerification(token: string, client: Client): Promise<ConsumedEmailVerification> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/email-verifications', body: { token } });
  }

  async ping(): Promise<void> {
    await this.http.call({ method: 'GET', path: '/health/live' });
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}
