import { DomainError, type AccountId } from '@postern/kernel';

export interface EnrollmentState {
  accountId: AccountId;
  /** The verified MFA and recovery address; may differ from the account's own. */
  verifiedAddress: string | null;
  verifiedAt: Date | null;
  postponements: number;
  /** Since when the account has had a factor. Stays set when factors are disabled: that never reopens enrollment. */
  enrolledAt: Date | null;
  /** When a factor was last added, replaced or removed: of two changes at once, one looks again. */
  factorsChangedAt: Date | null;
  /** The highest that a subject token has named: flows begun before a password change end with it (S14). */
  credentialVersion: number;
}

/** How far an account is with its second factor, across all its flows. */
export class Enrollment {
  private constructor(private fields: EnrollmentState) {}

  static none(accountId: AccountId): Enrollment {
    return new Enrollment({
      accountId,
      verifiedAddress: null,
      verifiedAt: null,
      postponements: 0,
      enrolledAt: null,
      factorsChangedAt: null,
      credentialVersion: 0,
    });
  }

  static restore(state: EnrollmentState): Enrollment {
    return new Enrollment(state);
  }

  get state(): Readonly<EnrollmentState> {
    return this.fields;
  }

  get isEnrolled(): boolean {
    return this.fields.enrolledAt !== null;
  }

  postpone(): void {
    if (this.isEnrolled) throw new DomainError('enrollment.complete');
    this.fields = { ...this.fields, postponements: this.fields.postponements + 1 };
  }

  /** A link proved the address. Whether this flow may change it is for the caller to know. */
  acceptAddress(address: string, at: Date): void {
    this.fields = { ...this.fields, verifiedAddress: address, verifiedAt: at };
  }

  /** Whoever proved the address was not the account's person: back to the one of before, null where there was none. */
  restoreAddress(address: string | null, at: Date): void {
    this.fields = { ...this.fields, verifiedAddress: address, verifiedAt: address === null ? null : at };
  }

  /** A factor became active; the first one enrolls the account. */
  noteAdded(at: Date): void {
    this.fields = { ...this.fields, enrolledAt: this.fields.enrolledAt ?? at, factorsChangedAt: at };
  }

  /** A factor is gone. `left`: whether the account has another one that is asked for at sign-in. */
  noteRemoved(left: boolean, at: Date): void {
    this.fields = { ...this.fields, enrolledAt: left ? this.fields.enrolledAt : null, factorsChangedAt: at };
  }

  complete(at: Date): void {
    if (this.isEnrolled) throw new DomainError('enrollment.complete');
    this.noteAdded(at);
  }
}
