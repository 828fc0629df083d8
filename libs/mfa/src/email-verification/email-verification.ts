import { Aggregate, DomainError, newId, secondsAfter, type AccountId } from '@postern/kernel';
import { resendAllowedAt } from '../challenge/resend-schedule.js';
import { happened, type EventContext, type MfaEvent } from '../events.js';
import type { EmailVerificationId, FlowId, KeyId } from '../ids.js';

export const linkLifetimeSeconds = 1800;

export interface EmailVerificationState {
  id: EmailVerificationId;
  flowId: FlowId;
  accountId: AccountId;
  /** Whether it makes the address known, or is the second proof after every factor was lost. */
  purpose: 'verify' | 'recover';
  address: string;
  /** Key under which the link's token is derived. */
  keyId: KeyId;
  requestedAt: Date;
  expiresAt: Date;
  verifiedAt: Date | null;
  sends: number;
  lastSentAt: Date | null;
}

/** Proof by link that an account's person reads an address. Superseded when its flow points to another one. */
export class EmailVerification extends Aggregate<MfaEvent> {
  private constructor(private fields: EmailVerificationState) {
    super();
  }

  /**
   * Asks for the proof and sends the link. `after`: the one that it replaces, whose messages count towards the cool-down of
   * this one, or going back and forth between two addresses would send without end.
   */
  static request(
    context: EventContext,
    address: string,
    keyId: KeyId,
    after: EmailVerification | null = null,
    purpose: EmailVerificationState['purpose'] = 'verify',
  ): EmailVerification {
    const { flowId } = context;
    if (!flowId) throw new DomainError('email_verification.without_flow');
    const verification = new EmailVerification({
      id: newId<EmailVerificationId>(),
      flowId,
      accountId: context.accountId,
      purpose,
      address,
      keyId,
      requestedAt: context.at,
      expiresAt: secondsAfter(context.at, linkLifetimeSeconds),
      verifiedAt: null,
      sends: after?.state.sends ?? 0,
      lastSentAt: after?.state.lastSentAt ?? null,
    });
    verification.send(context);
    return verification;
  }

  static restore(state: EmailVerificationState): EmailVerification {
    return new EmailVerification(state);
  }

  get state(): Readonly<EmailVerificationState> {
    return this.fields;
  }

  get resendAt(): Date | null {
    return resendAllowedAt(this.fields, this.fields.requestedAt);
  }

  /** When a link may go to another address instead: the first correction of a slip need not wait. */
  replaceableAt(at: Date): Date | null {
    return this.fields.sends < 2 ? at : this.resendAt;
  }

  isFor(address: string): boolean {
    return this.fields.address.toLowerCase() === address.toLowerCase();
  }

  /** The same link each time. */
  send(context: EventContext): void {
    this.fields = { ...this.fields, sends: this.fields.sends + 1, lastSentAt: context.at };
    const { id: verificationId, keyId, purpose, address, expiresAt } = this.fields;
    const { username } = context;
    const type = 'email.link_requested';
    this.record({ ...happened(context), type, verificationId, keyId, purpose, username, address, expiresAt });
  }

  standing(at: Date): 'open' | 'spent' | 'expired' {
    if (this.fields.verifiedAt) return 'spent';
    return at < this.fields.expiresAt ? 'open' : 'expired';
  }

  /** The link was used: once only. */
  verify(context: EventContext): void {
    if (this.standing(context.at) !== 'open') throw new DomainError('email_verification.not_open');
    this.fields = { ...this.fields, verifiedAt: context.at };
    const { address, purpose } = this.fields;
    // As a second proof it says nothing new of the address.
    if (purpose === 'recover') return;
    // Where it takes the place of another one, that one hears of it too (S12).
    const notify = [address, ...context.notify.filter((other) => !this.isFor(other))];
    const { credentialVersion } = context;
    this.record({ ...happened(context), notify, type: 'email.verified', address, credentialVersion });
  }
}
