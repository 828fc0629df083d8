import type { FlowState, FlowStep, StartedFlow, SubjectTokenClaims } from '@postern/contracts';
import type { TokenSigner } from '@postern/platform';
import { send } from './http.ts';
import type { Laboratory } from './laboratory.ts';
import type { Person } from './population.ts';

const tokenSeconds = 900;
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

interface Means {
  identity: TokenSigner;
  gateway: TokenSigner;
  headers: { source: string; flowToken: string };
}

/** Speaks with mfa as the gateway does, with subject tokens as identity makes them: no password is needed. */
export class MfaClient {
  private readonly laboratory: Laboratory;
  private readonly means: Means;
  private serviceToken: Promise<string> | undefined;

  private constructor(laboratory: Laboratory, means: Means) {
    this.laboratory = laboratory;
    this.means = means;
  }

  static async create(laboratory: Laboratory): Promise<MfaClient> {
    // Late: they are compiled first.
    const { contextHeaders: headers } = await import('@postern/contracts');
    const { Redacted } = await import('@postern/kernel');
    const { TokenSigner } = await import('@postern/platform');
    const signer = (service: 'identity' | 'gateway') =>
      new TokenSigner(service, new Redacted(laboratory.keys.signing[service] as never));
    return new MfaClient(laboratory, { identity: signer('identity'), gateway: signer('gateway'), headers });
  }

  subjectToken(person: Person): Promise<string> {
    const claims: SubjectTokenClaims = {
      sub: person.accountId,
      jti: crypto.randomUUID(),
      purpose: 'sign-in',
      username: person.username,
      email: person.email,
      email_verified: true,
      locale: 'en',
      created_at: seconds(person.createdAt),
      auth_time: seconds(new Date()),
      credential_version: 1,
      application: null,
      redirect_to: null,
      organizations: [],
      amr: ['pwd'],
      aal: 'aal1',
      session: null,
      step_up: null,
      actor: null,
    };
    return this.sign(this.means.identity, 'subject', claims);
  }

  async start(subjectToken: string): Promise<StartedFlow> {
    return this.call('POST', '/internal/flows', { subjectToken });
  }

  async act(flowToken: string, action: string, body: object = {}): Promise<FlowStep> {
    return (await this.call<FlowState>('POST', `/internal/flows/current/${action}`, body, flowToken)).step;
  }

  async verifyEmail(token: string): Promise<void> {
    await this.call('POST', '/internal/email-verifications', { token });
  }

  private async call<Reply>(method: 'POST', path: string, body: object, flowToken?: string): Promise<Reply> {
    this.serviceToken ??= this.sign(this.means.gateway, 'service', { sub: 'gateway' });
    const headers = {
      authorization: `Bearer ${await this.serviceToken}`,
      [this.means.headers.source]: '127.0.0.1',
      ...(flowToken ? { [this.means.headers.flowToken]: flowToken } : {}),
    };
    return send(this.laboratory.mfa, { method, path, headers, body });
  }

  private async sign(signer: TokenSigner, type: 'subject' | 'service', claims: object): Promise<string> {
    return signer.sign(type, 'mfa', claims, tokenSeconds);
  }
}
