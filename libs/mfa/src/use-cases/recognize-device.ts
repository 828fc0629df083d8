import { secondsAfter } from '@postern/kernel';
import type { Subject } from '../flow/subject.js';
import { DeviceTokens } from '../trusted-device/device-tokens.js';
import type { TrustedDevice } from '../trusted-device/trusted-device.js';
import { TrustedDevices } from '../trusted-device/trusted-devices.js';

/** Whether somebody signs in from a device that they asked to remember (R11). */
export class RecognizeDevice {
  constructor(
    private readonly devices: TrustedDevices,
    private readonly tokens: DeviceTokens,
  ) {}

  /**
   * Null for everything but a live device of this very account, remembered within so many days: another application may have
   * allowed more. Notes that it is used.
   */
  async execute(subject: Subject, deviceToken: string, days: number, at: Date): Promise<TrustedDevice | null> {
    const device = await this.devices.find(subject.accountId, this.tokens.hash(deviceToken));
    if (!device?.vouchesFor(subject, at) || at >= secondsAfter(device.state.rememberedAt, days * 86_400)) return null;
    device.use(at);
    await this.devices.noteUse(device);
    return device;
  }
}
