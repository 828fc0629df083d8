import { randomUUID } from 'node:crypto';
import type { FlowState, FlowStep, FlowStepKind, StartedFlow, SubjectTokenClaims } from '@postern/contracts';
import { Problem, type ServiceClient } from '@postern/platform';
import { generateSync } from 'otplib';
import type { RunningMfa } from './running-mfa.js';

type StepOf<Kind extends FlowStepKind> = Extract<FlowStep, { kind: Kind }>;

const current = '/internal/flows/current';

/** Somebody whose password was right, as the gateway calls for them. */
export class Visitor {
  readonly accountId: string;
  readonly email: string;
  phone = `5055${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}`;
  source = '198.51.100.7';
  secret = '';
  flowToken = '';
  flow: FlowState | undefined;
  private readonly client: ServiceClient;

  constructor(
    readonly mfa: RunningMfa,
    readonly claims: Partial<SubjectTokenClaims> = {},
    client = mfa.client,
  ) {
    this.accountId = claims.sub ?? randomUUID();
    this.email = claims.email ?? `${this.accountId.slice(0, 8)}@example.org`;
    this.client = client;
  }

  /** The same person in another browser. */
  tab(client = this.client): Visitor {
    const tab = new Visitor(this.mfa, { ...this.claims, sub: this.accountId, email: this.email }, client);
    return Object.assign(tab, { phone: this.phone, secret: this.secret, source: this.source });
  }

  async signIn(): Promise<FlowStep> {
    return this.start({});
  }

  /** A flow of whatever purpose, with what identity says of the person at that moment. */
  async start(claims: Partial<SubjectTokenClaims>, deviceToken?: string): Promise<FlowStep> {
    const started = await this.client.call<StartedFlow>({
      method: 'POST',
      path: '/internal/flows',
      body: { subjectToken: this.subjectToken(claims), ...(deviceToken ? { deviceToken } : {}) },
      caller: this.caller,
    });
    this.flowToken = started.flowToken;
    return this.took(started.flow);
  }

  subjectToken(claims: Partial<SubjectTokenClaims> = {}): string {
    return this.mfa.subjectToken({ ...this.claims, sub: this.accountId, email: this.email, ...claims });
  }

  /** From their session, after a fresh authentication. */
  manage(claims: Partial<SubjectTokenClaims> = {}): Promise<FlowStep> {
    return this.start({ purpose: 'manage-factors', session: { id: randomUUID() }, aal: 'aal2', ...claims });
  }

  stepUp(claims: Partial<SubjectTokenClaims> = {}): Promise<FlowStep> {
    const session = { id: randomUUID() };
    return this.start({ purpose: 'step-up', session, step_up: { aal: null, satisfied: false }, ...claims });
  }

  /** Outside flows; each call with a subject token of its own, unless one is given. */
  account<Reply>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    purpose: SubjectTokenClaims['purpose'] = 'account',
    { body, ...claims }: Partial<SubjectTokenClaims> & { body?: unknown } = {},
  ): Promise<Reply> {
    return this.withToken<Reply>(this.subjectToken({ ...claims, purpose }), method, path, body);
  }

  withToken<Reply>(
    subjectToken: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<Reply> {
    const { caller } = this;
    const call = { method, path: `/internal/account${path}`, subjectToken, caller };
    return this.client.call<Reply>({ ...call, ...(body === undefined ? {} : { body }) });
  }

  async act(method: 'GET' | 'POST' | 'DELETE', path = '', body?: unknown): Promise<FlowStep> {
    const { flowToken, caller } = this;
    const reply = await this.client.call<FlowState>({
      method,
      path: `${current}${path}`,
      flowToken,
      caller,
      ...(body === undefined ? {} : { body }),
    });
    return this.took(reply);
  }

  /** The step's kind, or the code and details of the refusal. */
  async attempt(method: 'GET' | 'POST' | 'DELETE', path = '', body?: unknown): Promise<Attempted> {
    return attempted(this.act(method, path, body));
  }

  answer(code: string): Promise<FlowStep> {
    return this.act('POST', '/answer', { code });
  }

  /** What the code of the newest message, or of the authenticator app, is answered with. */
  attemptAnswer(code: string): Promise<Attempted> {
    return this.attempt('POST', '/answer', { code });
  }

  async verifyEmail(address?: string): Promise<FlowStep> {
    await this.act('POST', '/email', address ? { address } : {});
    await this.openLink(await this.linkToken(address));
    return this.act('GET');
  }

  async linkToken(address = this.email, template: 'verify-email' | 'recover-factors' = 'verify-email') {
    return new URL(await this.mfa.sent.link(address, template)).hash.replace('#token=', '');
  }

  openLink(token: string): Promise<{ email: string }> {
    return this.client.call({
      method: 'POST',
      path: '/internal/email-verifications',
      body: { token },
      caller: this.caller,
    });
  }

  async enrollSms(): Promise<FlowStep> {
    return this.act('POST', '/factors', { kind: 'sms', phone: this.phone });
  }

  async enrollTotp(): Promise<FlowStep> {
    const step = await this.act('POST', '/factors', { kind: 'totp' });
    this.secret = (step as StepOf<'activate-factor'>).totp?.secret ?? '';
    return step;
  }

  smsCode(): Promise<string> {
    return this.mfa.sent.code(`+1${this.phone}`);
  }

  /**
   * What the authenticator app shows now, or showed `stepsAgo` steps of 30 seconds ago. Enrolling with the previous code
   * leaves the current one for the next sign-in: no code is taken twice.
   */
  totpCode(stepsAgo = 0): string {
    return generateSync({ secret: this.secret, epoch: Math.floor(Date.now() / 1000) - stepsAgo * 30 });
  }

  /** Enrolled, and the flow that did it complete. */
  async withSms(): Promise<this> {
    await this.signIn();
    await this.verifyEmail();
    await this.enrollSms();
    await this.answer(await this.smsCode());
    return this;
  }

  async withTotp(): Promise<this> {
    await this.signIn();
    await this.verifyEmail();
    await this.enrollTotp();
    await soonAfterAStepBegan();
    await this.answer(this.totpCode(1));
    return this;
  }

  step<Kind extends FlowStepKind>(kind: Kind): StepOf<Kind> {
    if (this.flow?.step.kind !== kind) throw new Error(`expected ${kind}, found ${JSON.stringify(this.flow?.step)}`);
    return this.flow.step as StepOf<Kind>;
  }

  get caller() {
    return { source: this.source, userAgent: 'spec' };
  }

  private took(flow: FlowState): FlowStep {
    this.flow = flow;
    return flow?.step;
  }
}

export interface Attempted {
  code: string;
  [detail: string]: unknown;
}

export const attempted = (work: Promise<FlowStep | unknown>): Promise<Attempted> =>
  work.then(
    (step) => ({ code: (step as FlowStep | undefined)?.kind ?? 'done' }),
    (error: unknown) => {
      if (error instanceof Problem) return { ...error.details, code: error.code };
      throw error;
    },
  );

export const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

/** Waits where a step is about to end, so that what follows happens within one step. */
export async function soonAfterAStepBegan(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
}

export const parcelDesk: NonNullable<SubjectTokenClaims['application']> = {
  slug: 'parcel-desk',
  name: 'Parcel Desk',
  support_contact: 'help@parcel-desk.example',
  allowed_factors: ['sms', 'email', 'totp', 'webauthn'],
  mfa: 'offered',
  required_from: null,
  deadline: null,
  max_postponements: null,
  least_aal: 'aal1',
  remember_device_days: 30,
};
