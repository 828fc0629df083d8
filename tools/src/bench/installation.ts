import type { Addresses, Environment, InstallationKeys, RunningPostern } from '@postern/all-in-one';
import { StatementRecorder } from './statement-recorder.ts';
import { serve } from '@postern/local-services/child';

/** A child process with the whole installation in it, as `npm start` runs it. */
const recorder = new StatementRecorder();
let postern: RunningPostern | undefined;

const calls = {
  /** @returns the gateway's address; mfa listens where it was told to. */
  async start(wish: {
    keys: InstallationKeys;
    addresses: Addresses;
    mfaPort: number;
    given: Environment;
    logFile: string;
  }): Promise<string> {
    const { embeddedEnvironments, migrateAll, startAll } = await import('@postern/all-in-one');
    const { logTo } = await import('@postern/platform');
    await migrateAll(wish.addresses);
    const environments = embeddedEnvironments(wish.keys, wish.addresses, wish.given);
    environments.mfa['PORT'] = String(wish.mfaPort);
    postern = await startAll(environments, { logDestination: logTo(wish.logFile) });
    return postern.url;
  },

  /** Keeps what the services say to PostgreSQL from now on. */
  record: () => recorder.start(),

  /** What was said since `record` or the last time that this was asked for. */
  recorded: () => recorder.take(),

  endRecord: () => recorder.stop(),
};

export type InstallationCalls = typeof calls;

serve(calls, async () => postern?.close());
