import type {
  ConsumedEmailVerification,
  FlowState,
  PasskeyChallenge,
  StartedFlow,
  WebauthnCredential,
} from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import type { FlowCall } from './calls.js';

export type FlowAction =
  | 'enrollment-choice'
  | 'email'
  | 'email/resend'
  | 'factors'
  | 'answer'
  | 'resend'
  | 'challenge'
  | 'password'
  | 'lost-factors'
  | 'done';

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

  /** @param factor its id, or `pending` for the one that is being set up */
  removeFactor(factor: string, call: FlowCall): Promise<FlowState> {
    return this.http.call({ ...call, method: 'DELETE', path: `${current}/factors/${factor}` });
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

  challengePasskey(client: Client): Promise<PasskeyChallenge> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/passkeys/challenges', body: {} });
  }

  /** @throws Problem `passkey.rejected`, whatever is wrong with it. */
  verifyPasskey(
    answer: { ceremony: string; credential: WebauthnCredential },
    client: Client,
  ): Promise<{ passkeyToken: string }> {
    return this.http.call({ ...client, method: 'POST', path: '/internal/passkeys/verifications', body: answer });
  }

  async ping(): Promise<void> {
    await this.http.call({ method: 'GET', path: '/health/live' });
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}
