import { secondsAfter, type Clock } from '@postern/kernel';
import { addressHeldSeconds } from '../account/email-change.js';
import { importsKeptSeconds } from '../member-import/member-import.js';
import type { MemberImportReports } from '../member-import/member-imports.js';
import type { ExpiredRecords } from '../account/expired-records.js';

const day = 24 * 60 * 60;

export interface ClearedAccounts {
  closed: number;
  unused: number;
  links: number;
  imports: number;
}

/** Deletes accounts whose time has come, and links and reports of imports that have had theirs. */
export class ClearAccounts {
  constructor(
    private readonly records: ExpiredRecords,
    private readonly imports: MemberImportReports,
    /** How long closed accounts can come back, and how long new ones may go unused. */
    private readonly days: { closure: number; unverified: number },
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<ClearedAccounts> {
    const now = this.clock.now();
    const before = (seconds: number) => secondsAfter(now, -seconds);
    return {
      closed: await this.records.removeClosedAccounts(before(this.days.closure * day), now),
      unused: await this.records.removeUnusedAccounts(before(this.days.unverified * day), now),
      // A changed address is held for as long as the change can be undone, and so its link is kept.
      links: await this.records.removeLinks(before(addressHeldSeconds + day)),
      imports: await this.imports.forget(before(importsKeptSeconds)),
    };
  }
}
