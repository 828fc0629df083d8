import type {
  AdministeredAccount,
  CreateApplicationInput,
  CreateApplicationRequest,
  FlowStep,
  NewRecoveryCodes,
  NoticeView,
  StartStepUpRequest,
} from '@postern/contracts';
import type { Deviations, SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import type { Client, Reply } from './client.js';
import { linkTokenIn } from './inbox.js';
import type { Person } from './person.js';

type StepUp = Partial<Omit<StartStepUpRequest, 'client'>>;

/** Begins to prove once more who it is, with the session that there is. */
export function stepUp(person: Person, wanted: StepUp = {}): Promise<FlowStep> {
  return person.begin('/v1/step-ups', wanted, person.client.as(person.session ?? ''));
}

/** The whole step-up: the session is another one afterwards, and fresh. */
export async function proveAgain(person: Person, wanted: StepUp = {}): Promise<FlowStep> {
  await stepUp(person, wanted);
  return person.finish();
}

/** Begins to change factors from a session that is fresh; ends with `POST …/done`. */
export function changeFactors(person: Person): Promise<FlowStep> {
  return person.begin('/v1/account/factor-changes', {}, person.client.as(person.session ?? ''));
}

/** Signs in with "modify" ticked, as far as the list of factors. */
export async function signInToModify(person: Person): Promise<FlowStep> {
  await person.signIn();
  const code = await person.codeFor(person.step('answer-challenge'));
  return person.answer(code, { modifyFactors: true });
}

/** Makes ten new recovery codes; earlier ones are void. */
export async function makeRecoveryCodes(person: Person): Promise<string[]> {
  const { codes } = await person.call<NewRecoveryCodes>('POST', '/v1/account/recovery-codes', {});
  return codes;
}

/** Asks for a link to a new password, and returns its token as the mail brings it. */
export async function askForResetLink(person: Person, identifier = person.username): Promise<string> {
  await person.client.expect('POST', '/v1/recovery/password', { identifier });
  return linkTokenIn(await person.receive(person.email, 'password-reset'));
}

/** Opens the reset link: a flow of the purpose `recovery`. */
export function openResetLink(person: Person, token: string): Promise<FlowStep> {
  return person.begin('/v1/recovery/password/links', { token });
}

export function choosePassword(person: Person, password: string): Promise<FlowStep> {
  person.password = password;
  return person.act('POST', '/new-password', { password });
}

/** The whole way from "forgot password" to another password. */
export async function resetPassword(person: Person, password: string): Promise<FlowStep> {
  await openResetLink(person, await askForResetLink(person));
  await person.finish();
  return choosePassword(person, password);
}

/** What the page behind "this wasn't me" is told before anything is done. */
export function readNotice(client: Client, token: string): Promise<NoticeView> {
  return client.expect('POST', '/v1/notices', { token });
}

export function disavow(client: Client, token: string): Promise<Reply<NoticeView>> {
  return client.send('POST', '/v1/notices/disavowals', { token });
}

/** Signs in with a passkey instead of the password. */
export async function signInByPasskey(
  person: Person,
  passkeys: SoftwareAuthenticator,
  more: { application?: string } = {},
  deviations: Deviations = {},
): Promise<FlowStep> {
  const { ceremony, options } = await person.client.expect<{ ceremony: string; options: Record<string, unknown> }>(
    'POST',
    '/v1/passkeys/challenges',
    {},
  );
  return person.begin('/v1/passkeys/sign-ins', { ceremony, credential: passkeys.get(options, deviations), ...more });
}

/** As an operator. What is not said of the application is as it is for new ones. */
export function createApplication(
  operator: Person,
  application: Pick<CreateApplicationInput, 'slug'> & Partial<CreateApplicationInput>,
): Promise<CreateApplicationRequest> {
  return operator.call('POST', '/v1/admin/applications', {
    name: application.slug,
    supportContact: 'support@example.org',
    ...application,
  });
}

/** As an operator or support, by exact username or e-mail address. */
export async function findAccount(operator: Person, identifier: string): Promise<AdministeredAccount | undefined> {
  const query = new URLSearchParams({ identifier }).toString();
  const found = await operator.call<{ accounts: AdministeredAccount[] }>('GET', `/v1/admin/accounts?${query}`);
  return found.accounts[0];
}
