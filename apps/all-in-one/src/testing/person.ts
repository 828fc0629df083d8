import { randomBytes } from 'node:crypto';
import type { FlowStep, RegisterAccountRequest, SessionView, StartSignInRequest } from '@postern/contracts';
import type { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { generateSync } from 'otplib';
import type { Client, Reply } from './client.js';
import { linkTokenIn } from './inbox.js';
import { Visitor, type Method, type StepOf } from './visitor.js';

type Known = Partial<Pick<RegisterAccountRequest, 'username' | 'email' | 'password' | 'locale'>>;
type SignIn = Partial<Omit<StartSignInRequest, 'client'>>;

/** Somebody who uses Postern over its public API: the hero of the demo, the journeys and the benchmarks. */
export class Person extends Visitor {
  readonly username: string;
  email: string;
  password: string;
  readonly locale: RegisterAccountRequest['locale'];
  phone = `5055${String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0')}`;
  /** The authenticator app, once a seed was scanned (base32). */
  authenticator: string | undefined;
  /** The right code, kept while a wrong one is tried. */
  lastCode = '';

  constructor(client: Client, account: Known = {}, seen?: Set<string>) {
    super(client, seen);
    const name = `ann-${randomBytes(5).toString('hex')}`;
    this.username = account.username ?? name;
    this.email = account.email ?? `${name}@example.org`;
    this.password = account.password ?? randomBytes(12).toString('base64url');
    this.locale = account.locale;
  }

  /** The same person on another device, where nobody is signed in yet. */
  elsewhere(client = this.client): Person {
    const { phone, authenticator } = this;
    return Object.assign(new Person(client, this, this.seen), { phone, authenticator });
  }

  register(more: Partial<RegisterAccountRequest> = {}): Promise<{ id: string }> {
    const { username, email, password, locale } = this;
    const name = { given: 'Ann', family: 'Example' };
    return this.client.expect('POST', '/v1/accounts', { username, email, password, name, locale, ...more });
  }

  signIn(more: SignIn = {}): Promise<FlowStep> {
    const { username: identifier, password, deviceToken } = this;
    return this.begin('/v1/sign-ins', { identifier, password, deviceToken, ...more });
  }

  /** Signs in and does what is asked for, to the end. */
  async signInFully(more: SignIn = {}): Promise<FlowStep> {
    await this.signIn(more);
    return this.finish();
  }

  /** From the first sign-in of a new account to the session that text messages buy. */
  async enroll(more: SignIn = {}): Promise<this> {
    await this.signIn(more);
    await this.verifyEmail();
    await this.enrollSms();
    await this.answer(await this.receiveCode(this.phone));
    return this;
  }

  /** Answers what the flow asks for, until it asks for something that has to be decided. */
  async finish(): Promise<FlowStep> {
    for (;;) {
      const step = this.flow?.step;
      if (step?.kind === 'confirm-password') await this.act('POST', '/password', { password: this.password });
      else if (step?.kind === 'answer-challenge') await this.answer(await this.codeFor(step));
      else return step as FlowStep;
    }
  }

  /** Asks for the link, opens it as its page does, and comes back to the sign-in. */
  async verifyEmail(address?: string): Promise<FlowStep> {
    await this.act('POST', '/email', address ? { address } : {});
    return this.openVerificationLink(address ?? this.email);
  }

  /** Opens the link that the flow waits for, and comes back to it. */
  async openVerificationLink(address = this.email, template = 'verify-email'): Promise<FlowStep> {
    const token = linkTokenIn(await this.receive(address, template));
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

  async enrollTotp(more: { label?: string; replaces?: string } = {}): Promise<FlowStep> {
    // Where a step of 30 seconds is about to end, waits for the next: what follows happens within one.
    const left = 30_000 - (Date.now() % 30_000);
    if (left < 5_000) await new Promise((resolve) => setTimeout(resolve, left + 50));
    const step = await this.act('POST', '/factors', { kind: 'totp', ...more });
    this.authenticator = (step as StepOf<'activate-factor'>).totp?.secret;
    return step;
  }

  async enrollPasskey(passkeys: SoftwareAuthenticator, more: { label?: string; replaces?: string } = {}) {
    await this.act('POST', '/factors', { kind: 'webauthn', ...more });
    const credential = passkeys.create(this.step('activate-factor').webauthn ?? {});
    return this.act('POST', '/answer', { credential });
  }

  answer(code: string, more: { rememberDevice?: boolean; modifyFactors?: boolean } = {}): Promise<FlowStep> {
    return this.act('POST', '/answer', { code, ...more });
  }

  /** The code that is asked for, as it came or as the app shows it. */
  async codeFor({ factor }: StepOf<'answer-challenge'>): Promise<string> {
    if (factor.kind === 'totp') return this.totpCode();
    return this.receiveCode(factor.kind === 'sms' ? this.phone : this.email);
  }

  /**
   * What the authenticator app shows now, or showed `stepsAgo` steps of 30 seconds ago. Enrolling with the previous code
   * leaves the current one for the next sign-in: no code is taken twice.
   */
  totpCode(stepsAgo = 0): string {
    if (!this.authenticator) throw new Error('there is no authenticator app yet');
    return generateSync({ secret: this.authenticator, epoch: Math.floor(Date.now() / 1000) - stepsAgo * 30 });
  }

  /** A call of the session, expected to succeed. */
  call<Body = unknown>(method: Method, path: string, body?: unknown): Promise<Body> {
    return this.client.as(this.session ?? '').expect<Body>(method, path, body);
  }

  /** The same without expecting success. */
  tryCall<Body = unknown>(method: string, path: string, body?: unknown): Promise<Reply<Body>> {
    return this.client.as(this.session ?? '').send<Body>(method, path, body);
  }

  readSession(): Promise<SessionView> {
    return this.call('GET', '/v1/session');
  }
}
