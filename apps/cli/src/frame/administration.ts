import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { IdentityAdministration } from '@postern/identity';

/** What identity lets whoever has the server do: its code is loaded, and its database opened, when a command needs it. */
@Injectable()
export class Administration implements OnApplicationShutdown {
  private opened: IdentityAdministration | undefined;

  /** @throws ConfigError naming what the environment lacks. */
  async open(): Promise<IdentityAdministration> {
    if (!this.opened) {
      const { openIdentityAdministration } = await import('@postern/identity');
      this.opened = await openIdentityAdministration(process.env);
    }
    return this.opened;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.opened?.close();
  }
}
