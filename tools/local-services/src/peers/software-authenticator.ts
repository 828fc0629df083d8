import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { encodeCBOR, type CBORType } from '@levischuck/tiny-cbor';

/** What `navigator.credentials` is called with, as JSON (WebAuthn Level 3, sections 5.1.8 and 5.1.9). */
export type CeremonyOptions = Record<string, unknown>;

export interface CreatedCredential {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, unknown>;
  response: { clientDataJSON: string; attestationObject: string; transports: string[] };
}

export interface AssertedCredential {
  id: string;
  rawId: string;
  type: 'public-key';
  clientExtensionResults: Record<string, unknown>;
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string };
}

/** Of one ceremony: whatever is named here is not as an honest browser and authenticator would have it. */
export interface Deviations {
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
  /** Presents this id, with the signature of the key that was chosen. */
  credentialId?: string;
  attestation?: { format: string; statement: Map<string | number, CBORType> };
}

interface Traits {
  /** Synced passkeys may leave the device, and never count (section 6.1.3). */
  synced?: boolean;
  /** Whether it knows its owner by PIN or fingerprint. */
  verifiesUser?: boolean;
}

interface Held {
  id: string;
  key: KeyObject;
  rpId: string;
  userHandle: string;
  counter: number;
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/**
 * A browser with an authenticator in it: makes P-256 keys and signs with them as hardware does, or not as hardware does
 * where a `Deviations` says so. Keeps its keys in memory.
 */
export class SoftwareAuthenticator {
  private readonly held: Held[] = [];
  private readonly origin: string;
  private readonly traits: Traits;

  constructor(origin: string, traits: Traits = {}) {
    this.origin = origin;
    this.traits = traits;
  }

  /** @throws Error `InvalidStateError`, as browsers do, when it holds one of the excluded credentials. */
  create(options: CeremonyOptions, deviations: Deviations = {}): CreatedCredential {
    const { rp, user, challenge, excludeCredentials } = options as {
      rp: { id: string };
      user: { id: string };
      challenge: string;
      excludeCredentials?: { id: string }[];
    };
    if (excludeCredentials?.some(({ id }) => this.held.some((mine) => mine.id === id)))
      throw new Error('InvalidStateError');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const rawId = deviations.credentialId ? Buffer.from(deviations.credentialId, 'base64url') : randomBytes(32);
    const mine: Held = { id: base64url(rawId), key: privateKey, rpId: rp.id, userHandle: user.id, counter: 0 };
    this.held.push(mine);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // RFC 9053 section 7.1.1: key type EC2, algorithm ES256, curve P-256, and the point on it.
    const coseKey = encodeCBOR(
      new Map<number, CBORType>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
        [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(rawId.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, rawId, coseKey]);
    const { format, statement } = deviations.attestation ?? { format: 'none', statement: new Map() };
    const attestationObject = encodeCBOR(
      new Map<string, CBORType>([
        ['fmt', format],
        ['attStmt', statement],
        ['authData', Uint8Array.from(this.authenticatorData(mine, deviations, attested))],
      ]),
    );
    return {
      id: mine.id,
      rawId: mine.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.clientData('webauthn.create', challenge, deviations),
        attestationObject: base64url(attestationObject),
        transports: ['internal'],
      },
    };
  }

  /** @throws Error `NotAllowedError`, as browsers do, when it holds none of the credentials that are asked for. */
  get(options: CeremonyOptions, deviations: Deviations = {}): AssertedCredential {
    const { rpId, challenge, allowCredentials } = options as {
      rpId: string;
      challenge: string;
      allowCredentials?: { id: string }[];
    };
    const mine = this.held.findLast(
      (held) => held.rpId === rpId && (!allowCredentials || allowCredentials.some(({ id }) => id === held.id)),
    );
    if (!mine) throw new Error('NotAllowedError');
    const clientDataJSON = this.clientData('webauthn.get', challenge, deviations);
    const authenticatorData = this.authenticatorData(mine, deviations);
    const signed = Buffer.concat([authenticatorData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    const id = deviations.credentialId ?? mine.id;
    return {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON,
        authenticatorData: base64url(authenticatorData),
        signature: base64url(sign('sha256', signed, mine.key)),
        userHandle: deviations.userHandle ?? mine.userHandle,
      },
    };
  }

  /** What a browser says of the page that asked (section 5.8.1). */
  private clientData(type: string, challenge: string, deviations: Deviations): string {
    const data = {
      type: deviations.type ?? type,
      challenge: deviations.challenge ?? challenge,
      origin: deviations.origin ?? this.origin,
      crossOrigin: deviations.crossOrigin ?? false,
    };
    return base64url(Buffer.from(JSON.stringify(data)));
  }

  /** Hash of the relying party, flags, signature counter, and what a new credential adds (section 6.1). */
  private authenticatorData(mine: Held, deviations: Deviations, attested?: Uint8Array): Buffer {
    const synced = deviations.synced ?? this.traits.synced ?? false;
    if (!synced) mine.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(deviations.counter ?? mine.counter);
    const flags =
      ((deviations.userPresent ?? true) ? 0x01 : 0) |
      ((deviations.userVerified ?? this.traits.verifiesUser ?? true) ? 0x04 : 0) |
      // Eligible for backup, and backed up.
      (synced ? 0x18 : 0) |
      (attested ? 0x40 : 0);
    return Buffer.concat([
      sha256(deviations.rpId ?? mine.rpId),
      Buffer.from([flags]),
      counter,
      attested ?? Buffer.alloc(0),
    ]);
  }
}
