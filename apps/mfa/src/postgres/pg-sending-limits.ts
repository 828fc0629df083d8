import { Logger } from '@nestjs/common';
import { Clock, secondsAfter } from '@postern/kernel';
import { SendingLimits, type WantedSend } from '@postern/mfa-domain';
import type { Queryable } from '@postern/platform';
import { countryOf } from '../policy/library-phone-numbers.js';

export interface SendingCap {
  of: 'destination' | 'account' | 'prefix' | 'country';
  /** Most messages within one window. */
  max: number;
  windowSeconds: number;
}

/**
 * Counts in fixed windows. All caps of a message are asked in one statement: with eight of them, a round trip each would
 * cost more than issuing the code does.
 */
export class PgSendingLimits extends SendingLimits {
  private readonly logger = new Logger('SendingLimits');

  constructor(
    private readonly database: Queryable,
    private readonly caps: readonly SendingCap[],
    private readonly mode: 'enforce' | 'record',
    private readonly clock: Clock,
  ) {
    super();
  }

  async admit(send: WantedSend): Promise<boolean> {
    const wanted = this.caps.flatMap((cap) => {
      const key = keyOf(send, cap);
      return key === null ? [] : [{ cap: `${cap.of}/${cap.windowSeconds}`, key, ...cap }];
    });
    const counted = await this.count(wanted);
    if (counted.length === wanted.length) return true;
    const full = wanted.filter(({ cap }) => !counted.includes(cap));
    // Which cap, never whose number: a log outlives the need for it.
    this.logger.warn({ message: 'A sending limit is used up', caps: full.map(({ cap }) => cap), mode: this.mode });
    if (this.mode === 'record') return true;
    // What is not sent must not use up what others share.
    await this.uncount(wanted.filter(({ cap }) => counted.includes(cap)));
    return false;
  }

  /** @returns the caps that had room. */
  private async count(wanted: readonly { cap: string; key: string; max: number; windowSeconds: number }[]) {
    const at = this.clock.now();
    const rows = await this.database.query<{ cap: string }>(
      'mfa.sending.count',
      // In one order for everybody, so that no two of them wait for each other.
      `insert into mfa.sending_count as c (cap, key, window_ends_at, used)
       select w.cap, w.key, w."endsAt", 1
       from jsonb_to_recordset($1::jsonb) as w(cap text, key text, "endsAt" timestamptz, max int)
       where w.max > 0 order by w.cap, w.key
       on conflict (cap, key) do update set
         used = case when c.window_ends_at <= $2 then 1 else c.used + 1 end,
         window_ends_at = case when c.window_ends_at <= $2 then excluded.window_ends_at else c.window_ends_at end
       where c.window_ends_at <= $2 or c.used < (
         select w.max from jsonb_to_recordset($1::jsonb) as w(cap text, key text, max int)
         where w.cap = c.cap and w.key = c.key
       )
       returning cap`,
      [JSON.stringify(wanted.map((cap) => ({ ...cap, endsAt: secondsAfter(at, cap.windowSeconds) }))), at],
    );
    return rows.map(({ cap }) => cap);
  }

  private async uncount(counted: readonly { cap: string; key: string }[]): Promise<void> {
    await this.database.query(
      'mfa.sending.uncount',
      `update mfa.sending_count c set used = greatest(c.used - 1, 0)
       from (select c.cap, c.key from mfa.sending_count c
             join jsonb_to_recordset($1::jsonb) as w(cap text, key text) on w.cap = c.cap and w.key = c.key
             order by c.cap, c.key for update of c) held
       where held.cap = c.cap and held.key = c.key`,
      [JSON.stringify(counted)],
    );
  }
}

/** Null: the cap does not concern this message. Mail providers are shared by everybody, so domains have no cap. */
function keyOf({ accountId, channel, destination, proven }: WantedSend, { of }: SendingCap): string | null {
  switch (of) {
    case 'account':
      return accountId;
    case 'destination':
      return proven ? `${destination.toLowerCase()} of ${accountId}` : destination.toLowerCase();
    case 'prefix':
      return channel === 'sms' ? destination.slice(0, -4) : null;
    case 'country':
      return channel === 'sms' ? countryOf(destination) : null;
  }
}
