import { existsSync, readFileSync } from 'node:fs';

/**
 * The shell that npm started us with, and npm itself: when either is gone, nobody is left who could stop us. Constant when
 * npm has no part in it. npm is looked up on Linux only; elsewhere the shell has to do.
 */
export function npmParents(): string {
  if (!process.env['npm_lifecycle_event']) return '';
  const status = `/proc/${process.ppid}/status`;
  const npm = existsSync(status) ? /^PPid:\t(\d+)$/m.exec(readFileSync(status, 'utf8'))?.[1] : '';
  return `${process.ppid} ${npm}`;
}
