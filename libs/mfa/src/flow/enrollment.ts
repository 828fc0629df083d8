import { DomainError, type AccountId } from '@postern/kernel';

export interface EnrollmentState {
  accountId: AccountId;
  /** The verified MFA and recovery address; may differ from the account's own. */
  verifiedAddress: string | null;
  verifiedAt: Date | null;
  postponements: number;
  /** Since when the account has had a factor. Stays set when factors are disabled: that never reopens enrollment. */
  enrolledAt: Date | null;
}

/** How far an account is with its second factor, across all its flows. */
export class Enrollment {
  private constructor(private fields: EnrollmentState) {}

  static none(accountId: AccountId): Enrollment {
    return new Enrollment({ accountId, verifiedAddress: null, verifiedAt: null, postponements: 0, enrolledAt: null });
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

  acceptAddress(address: string, at: Date): void {
    if (this.isEnrolled) throw new DomainError('enrollment.complete');
    this.fields = { ...this.fields, verifiedAddress: address, verifiedAt: at };
  }

  complete(at: Date): void {
    if (this.isEnrolled) throw new DomainError('enrollment.complete');
    this.fields = { ...this.fields, enrolledAt: at };
  }
}
