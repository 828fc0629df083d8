import { Aggregate, DomainError, newId, type AccountId } from '@postern/kernel';
import { happened, notified, type EventContext, type Happened, type MfaEvent, type Notified } from '../events.js';
import type { FactorId } from '../ids.js';
import { isSingle, labelOf, type FactorKind } from './factor-kind.js';
import { maskEmail, maskPhone } from './masking.js';
import type { SealedSeed } from './totp-codes.js';

export type FactorStatus = 'pending' | 'active' | 'disabled' | 'revoked';

/** What is known of a passkey or security key (WebAuthn Level 3); nothing of it is secret. */
export interface Passkey {
  /** base64url, unique in the installation. */
  credentialId: string;
  /** COSE key, base64url. */
  publicKey: string;
  /** Last count that it signed; 0 for those that do not count. */
  signCount: number;
  transports: readonly string[];
  /** Whether it is synced between devices; then it is software as far as `amr` goes. */
  backedUp: boolean;
}

export interface FactorState {
  id: FactorId;
  accountId: AccountId;
  kind: FactorKind;
  status: FactorStatus;
  label: string;
  /** E.164 number or e-mail address; null for authenticator apps. */
  destination: string | null;
  seed: SealedSeed | null;
  /** Of a passkey that has been registered. */
  passkey: Passkey | null;
  /** Of a set of recovery codes: keyed hashes of those that are unused. */
  recoveryHashes: readonly string[] | null;
  /** The active one whose place it takes when it is activated. */
  replaces: FactorId | null;
  createdAt: Date;
  activatedAt: Date | null;
  lastUsedAt: Date | null;
  /** The last TOTP step that was accepted; it only grows, so no code is taken twice. */
  lastAcceptedStep: number | null;
  /** Wrong or unfinished answers from all sources since the last right one. */
  consecutiveFailures: number;
}

/** After so many failures in a row a factor is disabled (NIST SP 800-63B-4 section 3.2.2). */
export const failuresUntilDisabled = 100;

/** Active ones of an account, recovery codes not counted. */
export const maxFactors = 10;

type NewFactor = { accountId: AccountId; at: Date; label?: string | undefined; replaces?: FactorId | null } & (
  | { kind: 'sms' | 'email'; destination: string }
  | { kind: 'totp'; seed: (id: FactorId) => SealedSeed }
  | { kind: 'webauthn' }
);

/** Something that an account has and can prove: a phone, a mailbox, an authenticator app, a passkey, a sheet of codes. */
export class Factor extends Aggregate<MfaEvent> {
  private constructor(private fields: FactorState) {
    super();
  }

  /** Pending: proves nothing until `activate`. */
  static enroll(wanted: NewFactor): Factor {
    const id = newId<FactorId>();
    return new Factor({
      id,
      accountId: wanted.accountId,
      kind: wanted.kind,
      status: 'pending',
      label: wanted.label ?? labelOf(wanted.kind),
      destination: 'destination' in wanted ? wanted.destination : null,
      seed: 'seed' in wanted ? wanted.seed(id) : null,
      passkey: null,
      recoveryHashes: null,
      replaces: wanted.replaces ?? null,
      createdAt: wanted.at,
      activatedAt: null,
      lastUsedAt: null,
      lastAcceptedStep: null,
      consecutiveFailures: 0,
    });
  }

  /** A set of recovery codes needs no first code: whoever sees it has it. */
  static ofRecoveryCodes(context: Happened & Notified, hashes: readonly string[]): Factor {
    const { accountId, at } = context;
    const set = new Factor({
      id: newId<FactorId>(),
      accountId,
      kind: 'recovery_code',
      status: 'active',
      label: labelOf('recovery_code'),
      destination: null,
      seed: null,
      passkey: null,
      recoveryHashes: [...hashes],
      replaces: null,
      createdAt: at,
      activatedAt: at,
      lastUsedAt: null,
      lastAcceptedStep: null,
      consecutiveFailures: 0,
    });
    set.record({ ...notified(context), type: 'recovery_codes.created' });
    return set;
  }

  static restore(state: FactorState): Factor {
    return new Factor(state);
  }

  get state(): Readonly<FactorState> {
    return this.fields;
  }

  get maskedDestination(): string | null {
    const { kind, destination } = this.fields;
    if (destination === null) return null;
    return kind === 'sms' ? maskPhone(destination) : maskEmail(destination);
  }

  /** False for a code of a step that was accepted before, or of an older one. */
  acceptsStep(step: number): boolean {
    return this.fields.lastAcceptedStep === null || step > this.fields.lastAcceptedStep;
  }

  /** A first right code proved it. */
  activate(context: EventContext, step: number | null): void {
    if (this.fields.status !== 'pending') throw new DomainError('factor.not_pending');
    this.fields = { ...this.fields, status: 'active', activatedAt: context.at };
    this.noteRightAnswer(context.at, step);
    this.record({ ...notified(context), type: 'factor.activated', ...this.named, ...this.masked });
  }

  /** What the browser sent when the passkey was made; it is proven by that, so `activate` follows. */
  register(passkey: Passkey): void {
    if (this.fields.kind !== 'webauthn' || this.fields.passkey) throw new DomainError('factor.not_registrable');
    this.fields = { ...this.fields, passkey };
  }

  /** What a passkey says of itself at each use. */
  noteSignature({ signCount, backedUp }: Pick<Passkey, 'signCount' | 'backedUp'>): void {
    if (!this.fields.passkey) throw new DomainError('factor.without_passkey');
    this.fields = { ...this.fields, passkey: { ...this.fields.passkey, signCount, backedUp } };
  }

  /** One code of the set was right: it is gone. */
  useRecoveryCode(context: EventContext, hash: string): void {
    const left = this.fields.recoveryHashes?.filter((other) => other !== hash);
    if (!left || left.length === this.fields.recoveryHashes?.length) throw new DomainError('factor.code_unknown');
    this.fields = { ...this.fields, recoveryHashes: left };
    this.use(context.at, null);
    this.record({ ...notified(context), type: 'recovery_code.used', ...this.named, left: left.length });
  }

  /** A right code at sign-in. */
  use(at: Date, step: number | null): void {
    if (this.fields.status !== 'active') throw new DomainError('factor.not_active');
    this.noteRightAnswer(at, step);
  }

  /** A wrong answer, already counted in `consecutiveFailures`; too many in a row disable the factor. */
  fail(context: EventContext): void {
    if (this.fields.consecutiveFailures < failuresUntilDisabled || this.fields.status === 'disabled') return;
    this.fields = { ...this.fields, status: 'disabled' };
    this.record({ ...happened(context), type: 'factor.disabled', ...this.named });
  }

  rename(label: string): void {
    this.fields = { ...this.fields, label };
  }

  /** The address that passcodes go to has changed, and was verified. */
  moveTo(destination: string): void {
    if (this.fields.kind !== 'email') throw new DomainError('factor.not_movable');
    this.fields = { ...this.fields, destination };
  }

  /** Whether this one, once active, leaves no room for the other. */
  takesThePlaceOf({ state }: Factor): boolean {
    const { id, kind, replaces } = this.fields;
    return state.id !== id && (state.id === replaces || (isSingle(kind) && state.kind === kind));
  }

  /** Takes back one that was never proven: nobody needs to know. */
  revoke(): void {
    this.fields = { ...this.fields, status: 'revoked', seed: null, passkey: null, recoveryHashes: null };
  }

  /** Takes away one that counted. Its secrets go with it. */
  remove(context: EventContext): void {
    this.revoke();
    this.record({ ...notified(context), type: 'factor.removed', ...this.named, ...this.masked });
  }

  private noteRightAnswer(at: Date, step: number | null): void {
    if (step !== null && !this.acceptsStep(step)) throw new DomainError('factor.step_replayed');
    const lastAcceptedStep = step ?? this.fields.lastAcceptedStep;
    this.fields = { ...this.fields, lastUsedAt: at, lastAcceptedStep, consecutiveFailures: 0 };
  }

  private get named() {
    return { factorId: this.fields.id, factorKind: this.fields.kind };
  }

  private get masked() {
    return { maskedDestination: this.maskedDestination };
  }
}

/** Most recently used first; one that was never used counts from its activation. */
export const byLastUse = (one: Factor, other: Factor): number => usedAt(other) - usedAt(one);

const usedAt = ({ state }: Factor): number => (state.lastUsedAt ?? state.activatedAt ?? state.createdAt).getTime();
