import { Aggregate, DomainError, newId, secondsAfter, type AccountId } from '@postern/kernel';
import { happened, type EventContext, type MfaEvent } from '../events.js';
import type { FactorResetId } from '../ids.js';

/** Time for the owner to hear of it and say no (S13). */
export const resetWaitingSeconds = 24 * 3600;

export interface FactorResetState {
  id: FactorResetId;
  accountId: AccountId;
  /** The member of the help desk who asked for it. */
  requestedBy: AccountId;
  requestedAt: Date;
  takesEffectAt: Date;
  stoppedAt: Date | null;
  appliedAt: Date | null;
}

/** What an aggregate outside flows needs to know to record its events. */
export type ResetContext = Omit<EventContext, 'username' | 'afterPassword' | 'credentialVersion'>;

/** The help desk takes all factors of an account away: told at once, done a day later unless somebody stops it. */
export class FactorReset extends Aggregate<MfaEvent> {
  private constructor(private fields: FactorResetState) {
    super();
  }

  static request(context: ResetContext): FactorReset {
    if (!context.actor) throw new DomainError('factor_reset.without_actor');
    const reset = new FactorReset({
      id: newId<FactorResetId>(),
      accountId: context.accountId,
      requestedBy: context.actor,
      requestedAt: context.at,
      takesEffectAt: secondsAfter(context.at, resetWaitingSeconds),
      stoppedAt: null,
      appliedAt: null,
    });
    const { id: resetId, takesEffectAt } = reset.fields;
    reset.tell(context, { type: 'factor_reset.requested', resetId, takesEffectAt });
    return reset;
  }

  static restore(state: FactorResetState): FactorReset {
    return new FactorReset(state);
  }

  get state(): Readonly<FactorResetState> {
    return this.fields;
  }

  isDue(at: Date): boolean {
    return this.isWaiting && at >= this.fields.takesEffectAt;
  }

  stop(context: ResetContext): void {
    if (!this.isWaiting) throw new DomainError('factor_reset.not_waiting');
    this.fields = { ...this.fields, stoppedAt: context.at };
    this.tell(context, { type: 'factor_reset.stopped' });
  }

  apply(context: ResetContext): void {
    if (!this.isDue(context.at)) throw new DomainError('factor_reset.not_due');
    this.fields = { ...this.fields, appliedAt: context.at };
    this.tell(context, { type: 'factor_reset.applied' });
  }

  private get isWaiting(): boolean {
    return this.fields.stoppedAt === null && this.fields.appliedAt === null;
  }

  private tell(
    context: ResetContext,
    what:
      | { type: 'factor_reset.requested'; resetId: FactorResetId; takesEffectAt: Date }
      | { type: 'factor_reset.stopped' | 'factor_reset.applied' },
  ): void {
    const { notify } = context;
    this.record({ ...happened(context), notify, ...what });
  }
}
