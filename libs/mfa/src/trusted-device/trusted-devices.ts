import type { AccountId } from '@postern/kernel';
import type { Happened } from '../events.js';
import type { DeviceTokenHash, TrustedDeviceId } from '../ids.js';
import type { TrustedDevice } from './trusted-device.js';

/** Remembered devices. Every method throws when the store cannot be reached, and has then changed nothing. */
export abstract class TrustedDevices {
  /** Null for the token of another account's device, too. Expired and outdated ones are found: ask `vouchesFor`. */
  abstract find(accountId: AccountId, tokenHash: DeviceTokenHash): Promise<TrustedDevice | null>;

  /** Those that have not expired, the last used first. */
  abstract list(accountId: AccountId, at: Date): Promise<TrustedDevice[]>;

  /** Outside an answer: `Answers.approve` writes the device that an answer asked for, with all the rest of it. */
  abstract remember(device: TrustedDevice): Promise<void>;

  /**
   * Forgets one device of the account, or all of them, and tells it once (`device.forgotten`) in the same transaction.
   * False, and nothing told, when there was none: of N parallel calls for one device exactly one is true.
   */
  abstract forget(which: TrustedDeviceId | 'all', happened: Happened): Promise<boolean>;

  /** Writes when it was last used. Nothing happens when it was forgotten meanwhile. */
  abstract noteUse(device: TrustedDevice): Promise<void>;
}
