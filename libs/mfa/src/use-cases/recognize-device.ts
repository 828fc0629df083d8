import { secondsAfter } from '@postern/kernel';
import { asOf, type EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { isSkippedBy } from '../flow/reach.js';
import type { Situation } from '../flow/situation.js';
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
   * Null for everything but a live device of this very account, remembered within the policy's days and with a factor that would
   * do here: another application may have allowed more. Notes that it is used.
   */
  async execute(
    policy: EnrollmentPolicy,
    situation: Situation,
    deviceToken: string,
    at: Date,
  ): Promise<TrustedDevice | null> {
    const { subject } = situation.flow.state;
    const device = await this.devices.find(subject.accountId, this.tokens.hash(deviceToken));
    if (!device?.vouchesFor(subject, at) || !isSkippedBy(asOf(policy, at), situation, device.state.kind)) return null;
    if (at >= secondsAfter(device.state.rememberedAt, policy.rememberDeviceDays * 86_400)) return null;
    device.use(at);
    await this.devices.noteUse(device);
    return device;
  }
}
