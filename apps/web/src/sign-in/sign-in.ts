import type { FlowView, PasskeyChallenge, StartSignInRequest } from '@postern/contracts';
import { request } from '../api/request';
import type { SignInSearch } from '../app/search';

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

/** Asks the browser for a passkey of the person's choice. @throws PasskeyRefused when none was shown. */
export async function signInWithPasskey(search: SignInSearch): Promise<FlowView> {
  // The browser's part is loaded while the server makes its challenge.
  const [{ ceremony, options }, { showPasskey }] = await Promise.all([
    request<PasskeyChallenge>('POST', '/v1/passkeys/challenges', {}),
    import('../passkeys/passkeys'),
  ]);
  const credential = await showPasskey(options);
  return request<FlowView>('POST', '/v1/passkeys/sign-ins', { ceremony, credential, ...asked(search) });
}
