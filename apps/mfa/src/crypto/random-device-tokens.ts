import { DeviceTokens, type DeviceTokenHash } from '@postern/mfa-domain';
import { hashOf, randomToken } from './random-tokens.js';

export class RandomDeviceTokens extends DeviceTokens {
  issue() {
    return randomToken<DeviceTokenHash>();
  }

  hash(token: string): DeviceTokenHash {
    return hashOf(token);
  }
}
