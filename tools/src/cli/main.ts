import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from '../start/compile.ts';
import { embedded } from './embedded.ts';

/**
 * `npm run postern -- app list`: the command line on what this checkout runs. `DATABASE_URL`, from the environment or `.env`,
 * says which database; without it, it is the embedded installation of `npm start`, running or not.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const bin = fileURLToPath(new URL('../../../apps/cli/bin/postern.js', import.meta.url));
const args = process.argv.slice(2);

async function main(): Promise<number> {
  await compile('cli');
  if (existsSync(`${root}.env`)) process.loadEnvFile(`${root}.env`);
  // Keys are in a file, and help is in the command: neither needs a database.
  const needsDatabase =
    args.length > 0 && args[0] !== 'keys' && !args.some((arg) => ['--help', '-h', 'help'].includes(arg));
  const installation = needsDatabase && !process.env['DATABASE_URL'] ? await embedded() : undefined;
  try {
    const env = { ...process.env, ...installation?.environment };
    const child = spawn(process.execPath, [bin, ...args], { env, stdio: 'inherit' });
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? 1;
  } finally {
    await installation?.stop();
  }
}

// Ctrl-C reaches the command itself; this one stays to clean up behind it.
process.on('SIGINT', () => undefined);
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
