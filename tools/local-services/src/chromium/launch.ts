import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { packagedChromium } from './packaged.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
// The sandbox refuses to run as root, as which containers of CI do.
const args = ['--no-sandbox'];

function chromiumOnPath(): LaunchOptions {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error('none');
  return { executablePath: found, args };
}

/** In the order in which they are tried: what npm brings is the same for everybody, and has no windows to draw. */
const browsers: [string, () => LaunchOptions | Promise<LaunchOptions>][] = [
  ['the Chromium that npm brings', packagedChromium],
  ['a Chromium on the PATH', chromiumOnPath],
  ['Chrome where its installer puts it', () => ({ channel: 'chrome', args })],
  ['Edge where its installer puts it', () => ({ channel: 'msedge', args })],
];

/** The first that starts. On Linux on x64 nothing has to be installed or downloaded for it. */
export async function launchChromium(): Promise<Browser> {
  const refusals: string[] = [];
  for (const [name, options] of browsers) {
    try {
      return await chromium.launch(await options());
    } catch (error) {
      refusals.push(`- ${name}: ${String(error).split('\n', 1)[0]}`);
    }
  }
  throw new Error(
    `The pages are tested in a real browser, and none starts here. Install Chromium, Chrome or Edge, then try again.\n${refusals.join('\n')}`,
  );
}
