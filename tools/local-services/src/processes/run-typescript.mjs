import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const configFile = fileURLToPath(new URL('../../../../.swcrc', import.meta.url));
const compiled = process.env.TEST_FOLDER && join(process.env.TEST_FOLDER, 'compiled');
if (compiled) mkdirSync(compiled, { recursive: true });

// `node --import run-typescript.mjs -C @postern/source main.ts`: a service from its sources, as Jest runs them, in a
// process of its own that can be killed. Each source is compiled once in a test run, whichever process comes to it first.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!/^\.{1,2}\/.*\.js$/u.test(specifier)) throw error;
      return next(specifier.replace(/\.js$/u, '.ts'), context);
    }
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    return { format: 'module', source: compile(fileURLToPath(url)), shortCircuit: true };
  },
});

function compile(filename) {
  const text = readFileSync(filename, 'utf8');
  if (!compiled) return transform(text, filename);
  const kept = join(compiled, createHash('sha256').update(`${filename}\n${text}`).digest('hex'));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const code = transform(text, filename);
    // Several processes may be at it: what has the name is whole.
    const unfinished = `${kept}.${process.pid}`;
    writeFileSync(unfinished, code);
    renameSync(unfinished, kept);
    return code;
  }
}

function transform(text, filename) {
  // Loaded only where something is left to compile.
  const { transformSync } = createRequire(import.meta.url)('@swc/core');
  return transformSync(text, { filename, configFile, sourceMaps: 'inline' }).code;
}
