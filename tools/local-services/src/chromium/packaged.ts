import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LaunchOptions } from 'playwright-core';

/** Its own fonts beside those of the machine, which may have none. */
const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * How to launch the Chromium that comes as an npm package. The package is made for another kind of machine than those of
 * developers, so its libraries and fonts are put where this browser finds them, and its switches, which turn the security of
 * the web off, are not used.
 */
export async function packagedChromium(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is made for Linux on x64');
  const folder = await unpacked();
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--font-render-hinting=none'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      // Where a user without a home has it keep what it likes.
      HOME: folder,
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  };
}

/** Unpacked once for each version, and moved into place when it is whole: others may be doing the same. */
async function unpacked(): Promise<string> {
  const root = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), '../.cache');
  const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(root, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  const making = mkdtempSync(`${folder}-`);
  try {
    const script = fileURLToPath(new URL('./unpack.ts', import.meta.url));
    await promisify(execFile)(process.execPath, [script], { env: { ...process.env, TMPDIR: making } });
    writeFileSync(join(making, 'fonts/fonts.conf'), fonts);
    renameSync(making, folder);
  } catch (error) {
    // Another one was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}
