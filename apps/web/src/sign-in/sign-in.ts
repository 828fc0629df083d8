import type { FlowView, PasskeyChallenge, StartSignInRequest } from '@postern/contracts';
import { request } from '../api/request';
import type { SignInSearch } from '../app/search';
import { passkeysFillIn } from '../passkeys/passkey-refused';

export interface SignInForm extends Record<string, unknown> {
  identifier: string;
  password: string;
}

/** Where in this client it goes on is no concern of the server. */
const asked = ({ application, redirectTo }: SignInSearch): SignInSearch => ({ application, redirectTo });

export const signInWithPassword = ({ identifier, password }: SignInForm, search: SignInSearch): Promise<FlowView> =>
  request<FlowView>('POST', '/v1/sign-ins', {
    identifier,
    password,
    ...asked(search),
  } satisfies Omit<StartSignInRequest, 'client'>);

/** A passkey that was shown, and the question that it answers. */
export interface ShownPasskey {
  ceremony: string;
  credential: object;
}

/** The browser's part is loaded while the server makes its challenge. */
const prepared = () =>
  Promise.all([request<PasskeyChallenge>('POST', '/v1/passkeys/challenges', {}), import('../passkeys/passkeys')]);

/** Asks the browser for a passkey of the person's choice. @throws PasskeyRefused when none was shown. */
export async function askForPasskey(): Promise<ShownPasskey> {
  const [{ ceremony, options }, { showPasskey }] = await prepared();
  return { ceremony, credential: await showPasskey(options) };
}

/** Waits for one that is chosen from what the browser fills in. Undefined where browsers cannot, or when it was left. */
export async function awaitPasskey(leaving: AbortSignal): Promise<ShownPasskey | undefined> {
  if (!(await passkeysFillIn())) return undefined;
  const [{ ceremony, options }, { offerPasskey }] = await prepared();
  if (leaving.aborted) return undefined;
  return { ceremony, credential: await offerPasskey(options, leaving) };
}

export const signInWithPasskey = ({ ceremony, credential }: ShownPasskey, search: SignInSearch): Promise<FlowView> =>
  request<FlowView>('POST', '/v1/passkeys/sign-ins', { ceremony, credential, ...asked(search) });
