import type { AccountId } from '@postern/kernel';
import type { AuditEntry, Origin } from '../audit/audit-record.js';
import { KnownDevices } from '../session/known-devices.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

export const fingerprint = ({ source, device }: Origin): string => `${device}\n${source}`;

export class InMemoryKnownDevices extends KnownDevices {
  readonly stored = new Map<AccountId, Map<string, Date>>();

  constructor(private readonly audit: InMemoryAuditRecord) {
    super();
  }

  of(accountId: AccountId): Map<string, Date> {
    const devices = this.stored.get(accountId) ?? new Map<string, Date>();
    this.stored.set(accountId, devices);
    return devices;
  }

  async remember(accountId: AccountId, origin: Origin, at: Date, entry: AuditEntry | null): Promise<void> {
    const devices = this.of(accountId);
    if (devices.has(fingerprint(origin))) return;
    devices.set(fingerprint(origin), at);
    if (entry) this.audit.entries.push(entry);
  }

  async clear(before: Date): Promise<number> {
    const old = [...this.stored.values()].flatMap((devices) =>
      [...devices]
        .filter(([, seen]) => seen < before)
        .map(
          ([name]) =>
            () =>
              devices.delete(name),
        ),
    );
    old.forEach((forget) => forget());
    return old.length;
  }
}
