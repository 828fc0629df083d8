import type { AccountId } from '@postern/kernel';
import { happened, type Happened } from '../events.js';
import type { DeviceTokenHash, TrustedDeviceId } from '../ids.js';
import { TrustedDevice } from '../trusted-device/trusted-device.js';
import { TrustedDevices } from '../trusted-device/trusted-devices.js';
import { InMemoryStore } from './in-memory-store.js';

export class InMemoryTrustedDevices extends TrustedDevices {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async find(accountId: AccountId, tokenHash: DeviceTokenHash): Promise<TrustedDevice | null> {
    await this.store.roundTrip();
    const found = this.of(accountId).find((device) => device.tokenHash === tokenHash);
    return found ? TrustedDevice.restore(found) : null;
  }

  async list(accountId: AccountId, at: Date): Promise<TrustedDevice[]> {
    await this.store.roundTrip();
    return this.of(accountId)
      .filter(({ expiresAt }) => expiresAt > at)
      .toSorted((one, other) => other.lastUsedAt.getTime() - one.lastUsedAt.getTime())
      .map((device) => TrustedDevice.restore(device));
  }

  async remember(device: TrustedDevice): Promise<void> {
    await this.store.roundTrip();
    this.store.devices.set(device.state.id, device.state);
    this.store.published.push(...device.pullEvents());
  }

  async forget(which: TrustedDeviceId | 'all', context: Happened): Promise<boolean> {
    await this.store.roundTrip();
    const gone = this.of(context.accountId).filter(({ id }) => which === 'all' || id === which);
    for (const { id } of gone) this.store.devices.delete(id);
    if (gone.length > 0) this.store.published.push({ ...happened(context), type: 'device.forgotten' });
    return gone.length > 0;
  }

  async noteUse(device: TrustedDevice): Promise<void> {
    await this.store.roundTrip();
    const stored = this.store.devices.get(device.state.id);
    if (stored) this.store.devices.set(stored.id, { ...stored, lastUsedAt: device.state.lastUsedAt });
  }

  private of(accountId: AccountId) {
    return [...this.store.devices.values()].filter((device) => device.accountId === accountId);
  }
}
