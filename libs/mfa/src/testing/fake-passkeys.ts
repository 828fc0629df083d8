import type { AccountId } from '@postern/kernel';
import { newId } from '@postern/kernel';
import type { Passkey } from '../factor/factor.js';
import type { PasskeyChallenge } from '../passkey/passkey-challenges.js';
import type { Assertion, PasskeyResponse } from '../passkey/passkey.js';
import { Passkeys, type PasskeyOptions } from '../passkey/passkeys.js';

/** Of one ceremony: whatever is named here is not as an honest browser and authenticator would have it. */
export interface AuthenticatorDeviations {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  userPresent?: boolean;
  userVerified?: boolean;
  synced?: boolean;
  counter?: number;
  userHandle?: string;
  credentialId?: string;
}

/** A browser with an authenticator in it: answers what a site asks `navigator.credentials` for. */
export interface Authenticator {
  create(options: PasskeyOptions, deviations?: AuthenticatorDeviations): PasskeyResponse;
  get(options: PasskeyOptions, deviations?: AuthenticatorDeviations): PasskeyResponse;
}

const site = { origin: 'https://sign-in.example.org', rpId: 'sign-in.example.org' };

interface Said {
  type: string;
  challenge: string;
  origin: string;
  rpId: string;
  crossOrigin: boolean;
  userPresent: boolean;
  userVerified: boolean;
  synced: boolean;
  counter: number;
  credentialId: string;
  key: string;
}

/** Says in clear what a real one signs. */
export class FakeAuthenticator implements Authenticator {
  private readonly held: { credentialId: string; key: string; userHandle: string; counter: number }[] = [];

  create(options: PasskeyOptions, deviations: AuthenticatorDeviations = {}): PasskeyResponse {
    const { challenge, user } = options as { challenge: string; user: { id: string } };
    const mine = { credentialId: `credential-${newId()}`, key: newId<string>(), userHandle: user.id, counter: 0 };
    this.held.push(Object.assign(mine, deviations.credentialId && { credentialId: deviations.credentialId }));
    return this.response('webauthn.create', challenge, mine, deviations);
  }

  get(options: PasskeyOptions, deviations: AuthenticatorDeviations = {}): PasskeyResponse {
    const { challenge, allowCredentials } = options as { challenge: string; allowCredentials?: { id: string }[] };
    const allowed = (id: string) => !allowCredentials || allowCredentials.some((other) => other.id === id);
    const mine = this.held.findLast(({ credentialId }) => allowed(credentialId));
    if (!mine) throw new Error('NotAllowedError');
    return this.response('webauthn.get', challenge, mine, deviations);
  }

  private response(
    type: string,
    challenge: string,
    mine: (typeof this.held)[number],
    deviations: AuthenticatorDeviations,
  ): PasskeyResponse {
    const { userHandle = mine.userHandle, credentialId = mine.credentialId, ...others } = deviations;
    if (!deviations.synced) mine.counter += 1;
    const { key, counter } = mine;
    const honest = { crossOrigin: false, userPresent: true, userVerified: true, synced: false, counter };
    const said: Said = { ...site, ...honest, type, challenge, credentialId, key, ...others };
    const response = { clientDataJSON: JSON.stringify(said), transports: ['internal'], userHandle };
    return { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response };
  }
}

export class FakePasskeys extends Passkeys {
  async creationOptions(wanted: Parameters<Passkeys['creationOptions']>[0]): Promise<PasskeyOptions> {
    const { challenge, accountId, others } = wanted;
    const excludeCredentials = others.map(({ credentialId: id }) => ({ id }));
    return { challenge, rp: { id: site.rpId }, user: { id: accountId }, excludeCredentials };
  }

  async created(challenge: PasskeyChallenge, response: PasskeyResponse) {
    const said = read(response, 'webauthn.create', challenge);
    if (!said) return null;
    const { credentialId, key: publicKey, counter: signCount, synced: backedUp, userVerified } = said;
    const passkey: Passkey = { credentialId, publicKey, signCount, transports: ['internal'], backedUp };
    return { passkey, userVerified };
  }

  async requestOptions(challenge: PasskeyChallenge, passkeys: readonly Passkey[] | null): Promise<PasskeyOptions> {
    const allowCredentials = passkeys?.map(({ credentialId: id }) => ({ id }));
    const userVerification = passkeys ? 'preferred' : 'required';
    return { challenge, rpId: site.rpId, userVerification, ...(allowCredentials && { allowCredentials }) };
  }

  async asserted(
    challenge: PasskeyChallenge,
    { passkey, accountId, alone }: { passkey: Passkey; accountId: AccountId; alone: boolean },
    response: PasskeyResponse,
  ): Promise<Assertion | null> {
    const said = read(response, 'webauthn.get', challenge);
    const { userHandle } = response.response;
    if (!said || response.id !== passkey.credentialId || said.key !== passkey.publicKey) return null;
    if ((alone || userHandle) && userHandle !== accountId) return null;
    if (alone && !said.userVerified) return null;
    return { signCount: said.counter, backedUp: said.synced, userVerified: said.userVerified };
  }
}

function read(response: PasskeyResponse, type: string, challenge: string): Said | null {
  if (!response.response.clientDataJSON.startsWith('{')) return null;
  const said = JSON.parse(response.response.clientDataJSON) as Said;
  const genuine =
    said.type === type &&
    said.challenge === challenge &&
    said.origin === site.origin &&
    said.rpId === site.rpId &&
    said.userPresent &&
    !said.crossOrigin;
  return genuine ? said : null;
}
