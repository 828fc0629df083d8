import { Aggregate, newId, secondsAfter, type AccountId } from '@postern/kernel';
import { happened, type EventContext, type MfaEvent } from '../events.js';
import type { FactorKind } from '../factor/factor-kind.js';
import type { DeviceTokenHash, FlowId, Source, TrustedDeviceId } from '../ids.js';

export interface TrustedDeviceState {
  id: TrustedDeviceId;
  accountId: AccountId;
  tokenHash: DeviceTokenHash;
  /** What the person knows it by, such as `Firefox on Windows`. */
  name: string;
  /** What was proven when it was remembered: it stands for that, and for nothing else. */
  kind: FactorKind;
  /** From where it was remembered. */
  source: Source;
  /** Slug of the application in whose sign-in it was remembered. */
  application: string | null;
  /** Of the account at that time: a device is forgotten with every password change, without waiting for an event. */
  credentialVersion: number;
  /** The flow that remembered it. */
  flowId: FlowId;
  rememberedAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

type WantedDevice = Pick<
  TrustedDeviceState,
  'tokenHash' | 'name' | 'kind' | 'source' | 'application' | 'credentialVersion' | 'flowId'
> & { days: number };

const secondsPerDay = 86_400;

/** A browser or client that skips the second factor for a while. Bound to one account; its token is opaque (S19). */
export class TrustedDevice extends Aggregate<MfaEvent> {
  private constructor(private fields: TrustedDeviceState) {
    super();
  }

  /** In the flow of `context`, for so many days. */
  static remember(context: EventContext, { days, ...wanted }: WantedDevice): TrustedDevice {
    const { accountId, at } = context;
    const device = new TrustedDevice({
      ...wanted,
      id: newId<TrustedDeviceId>(),
      accountId,
      rememberedAt: at,
      lastUsedAt: at,
      expiresAt: secondsAfter(at, days * secondsPerDay),
    });
    device.record({ ...happened(context), type: 'device.remembered' });
    return device;
  }

  static restore(state: TrustedDeviceState): TrustedDevice {
    return new TrustedDevice(state);
  }

  get state(): Readonly<TrustedDeviceState> {
    return this.fields;
  }

  /** Whether it stands for the second factor of this sign-in. */
  vouchesFor(subject: { accountId: AccountId; credentialVersion: number }, at: Date): boolean {
    const { accountId, credentialVersion, expiresAt } = this.fields;
    return subject.accountId === accountId && subject.credentialVersion === credentialVersion && at < expiresAt;
  }

  /** It skipped the second factor. */
  use(at: Date): void {
    this.fields = { ...this.fields, lastUsedAt: at };
  }
}
