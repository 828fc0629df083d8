import type { Clock } from '@postern/kernel';
import { auditEntry } from '../audit/audit-record.js';
import type { Notices } from '../notice/notices.js';
import type { KnownDevices } from '../session/known-devices.js';
import type { SessionFacts } from '../session/session.js';
import type { DeviceStanding } from '../session/sessions.js';

/** A sign-in from a device or place that the account was never used from is told to its owner (R13). */
export class MeetDevice {
  constructor(
    private readonly devices: KnownDevices,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  async execute(session: Readonly<SessionFacts>, standing: DeviceStanding): Promise<void> {
    if (standing === 'known') return;
    const { accountId, source, device, flowId, application, authenticatedAt } = session;
    const at = this.clock.now();
    const isNew = standing === 'new';
    // Told before it is remembered: whoever is interrupted between the two tells it again, never not at all.
    const since = authenticatedAt.toISOString();
    if (isNew) await this.notices.raise({ accountId, subject: { kind: 'new-device', since }, at, source, device });
    const entry = isNew ? auditEntry({ kind: 'device.new', accountId, at, source, device, flowId, application }) : null;
    await this.devices.remember(accountId, { source, device }, at, entry);
  }
}
