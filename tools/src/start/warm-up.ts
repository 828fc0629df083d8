import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/** What the services load from node_modules, by far the largest part of their start. */
const packages = [
  '@nestjs/core',
  '@nestjs/platform-fastify',
  '@nestjs/passport',
  '@nestjs/terminus',
  '@mikro-orm/postgresql',
  '@mikro-orm/migrations',
  'bullmq',
  'nodemailer',
];

/**
 * Loads packages while the compiler and PostgreSQL are at work in their own processes, and keeps the compiled code of all
 * modules for the next start. Only saves time: whatever fails here is loaded, and reported, where it is needed.
 */
export function warmUp(folder: string): void {
  enableCompileCache(join(folder, 'compile-cache'));
  void (async () => {
    for (const name of packages) await import(name);
  })().catch(() => undefined);
}
