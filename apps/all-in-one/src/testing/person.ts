import { randomBytes } from 'node:crypto';
import type { FlowStep, FlowStepKind, FlowView, RegisterAccountRequest, SessionView } from '@postern/contracts';
import { generateSync } from 'otplib';
import { Client, codeIn, Inbox, linkTokenIn } from './client.js';

type StepOf<Kind extends FlowStepKind> = Extract<FlowStep, { kind: Kind }>;

const current = '/v1/sign-ins/current';

/** Somebody who uses Postern over its public API: the hero of the demo, the journeys and the benchmarks. */
export class Person {
  readonly inbox: Inbox;
  readonly username: string;
  readonly email: string;
  readonly password: string;
  phone = `5055${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}`;
  /** The authenticator app, once a seed was scanned (base32). */
  authenticator: string | undefined;
  flow: FlowView | undefined;
  session: string | undefined;
  flowToken: string | undefined;
  /** The right code, kept while a wrong one is tried. */
  lastCode = '';
  private flowClient: Client;
  private readonly seen = new Set<string>();

  constructor(
    private readonly client: Client,
    account: Partial<Pick<RegisterAccountRequest, 'username' | 'email' | 'password'>> = {},
  ) {
    const name = `ann-${randomBytes(5).toString('hex')}`;
    this.username = account.username ?? name;
    this.email = account.email ?? `${name}@example.org`;
    this.password = account.password ?? randomBytes(12).toString('base64url');
    this.inbox = new Inbox(client);
    this.flowClient = client;
  }

  register(): Promise<{ id: string }> {
    const { username, email, password } = this;
    return this.client.expect('POST', '/v1/accounts', {
      username,
      email,
      password,
      name: { given: 'Ann', family: 'Example' },
    });
  }

  async signIn(): Promise<FlowStep> {
    const flow = await this.client.expect<FlowView>('POST', '/v1/sign-ins', {
      identifier: this.username,
      password: this.password,
      client: 'native',
    });
    this.flowToken = flow.flowToken;
    if (flow.flowToken) this.flowClient = this.client.as(flow.flowToken);
    return this.take(flow);
  }

  /** Sends to a path below the current sign-in and takes the state that comes back. */
  async act(method: 'GET' | 'POST' | 'DELETE', path = '', body?: unknown): Promise<FlowStep> {
    return this.take(await this.flowClient.expect<FlowView>(method, `${current}${path}`, body));
  }

  /** The same without expecting success: for what ought to be refused. */
  attempt<Body = unknown>(method: string, path = '', body?: unknown) {
    return this.flowClient.send<Body>(method, `${current}${path}`, body);
  }

  /** Asks for the link, opens it as its page does, and comes back to the sign-in. */
  async verifyEmail(address?: string): Promise<FlowStep> {
    await this.act('POST', '/email', address ? { address } : {});
    const token = linkTokenIn(await this.receive(address ?? this.email, 'verify-email'));
    await this.client.expect('POST', '/v1/email-verifications', { token });
    return this.act('GET');
  }

  enrollSms(phone = this.phone): Promise<FlowStep> {
    this.phone = phone;
    return this.act('POST', '/factors', { kind: 'sms', phone });
  }

  enrollEmail(): Promise<FlowStep> {
    return this.act('POST', '/factors', { kind: 'email' });
  }

  async enrollTotp(): Promise<FlowStep> {
    // Where a step of 30 seconds is about to end, waits for the next: what follows happens within one.
    const left = 30_000 - (Date.now() % 30_000);
    if (left < 5_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
    const step = await this.act('POST', '/factors', { kind: 'totp' });
    this.authenticator = (step as StepOf<'activate-factor'>).totp?.secret;
    return step;
  }

  answer(code: string): Promise<FlowStep> {
    return this.act('POST', '/answer', { code });
  }

  /** The code that the newest text message or e-mail carries. */
  async receiveCode(to: string): Promise<string> {
    return codeIn(await this.receive(to, 'temporary-passcode'));
  }

  /**
   * What the authenticator app shows now, or showed `stepsAgo` steps of 30 seconds ago. Enrolling with the previous code
   * leaves the current one for the next sign-in: no code is taken twice.
   */
  totpCode(stepsAgo = 0): string {
    if (!this.authenticator) throw new Error('there is no authenticator app yet');
    return generateSync({ secret: this.authenticator, epoch: Math.floor(Date.now() / 1000) - stepsAgo * 30 });
  }

  async receive(to: string, template: string) {
    const message = await this.inbox.next(to.replace(/^(\d{10})$/, '+1$1'), template, this.seen);
    this.seen.add(message.id);
    return message;
  }

  async readSession(): Promise<SessionView> {
    return this.client.as(this.session ?? '').expect('GET', '/v1/session');
  }

  step<Kind extends FlowStepKind>(kind: Kind): StepOf<Kind> {
    if (this.flow?.step.kind !== kind)
      throw new Error(`expected the step ${kind}, found ${JSON.stringify(this.flow?.step)}`);
    return this.flow.step as StepOf<Kind>;
  }

  private take(flow: FlowView): FlowStep {
    this.flow = flow;
    if (flow.session?.token) this.session = flow.session.token;
    return flow.step;
  }
}
