import { secondsAfter, type Clock } from '@postern/kernel';
import type { AccountSessions } from '../session/account-sessions.js';
import type { KnownDevices } from '../session/known-devices.js';
import type { SpentTokens } from '../session/spent-tokens.js';

const day = 24 * 60 * 60;
/** As long as that, the token of its flow stays spent: far longer than one could be shown again. */
const keepSessionsSeconds = 7 * day;
/** Somebody who comes back after a year from the same place is worth a notice. */
const keepDevicesSeconds = 365 * day;

export interface ClearedSessions {
  sessions: number;
  devices: number;
  tokens: number;
}

/** Removes what nobody can use any more. */
export class ClearSessions {
  constructor(
    private readonly sessions: AccountSessions,
    private readonly devices: KnownDevices,
    private readonly tokens: SpentTokens,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<ClearedSessions> {
    const now = this.clock.now();
    return {
      sessions: await this.sessions.clear(secondsAfter(now, -keepSessionsSeconds)),
      devices: await this.devices.clear(secondsAfter(now, -keepDevicesSeconds)),
      tokens: await this.tokens.clear(now),
    };
  }
}
