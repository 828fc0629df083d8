import { randomKeyringText, testTokenKeys } from '@postern/platform/testing';
import type { InstallationKeys } from '../src/environments.js';

export async function installationKeys(): Promise<InstallationKeys> {
  const { signing, trusted } = testTokenKeys();
  return {
    signing: Object.fromEntries(Object.entries(signing).map(([service, keys]) => [service, keys.reveal()])) as never,
    trusted: trusted as InstallationKeys['trusted'],
    sealing: randomKeyringText(),
    codes: randomKeyringText(),
    links: randomKeyringText(),
    accountLinks: randomKeyringText(),
    audit: randomKeyringText(),
    seeds: randomKeyringText(),
  };
}
