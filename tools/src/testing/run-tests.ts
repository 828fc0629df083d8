import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { sumClosingLines, verdictOn } from './sum-closing-lines.ts';

/**
 * `npm test`: the tests of every project (or of those that the arguments name, as for `nx run-many`), and at the very
 * end one line with the sum. What Nx replays from its cache counts like what ran.
 */
const nx = spawn('nx', ['run-many', '-t', 'test', '--output-style=static', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'pipe'],
  shell: process.platform === 'win32',
});
let output = '';
nx.stdout.on('data', (chunk: Buffer) => {
  output += chunk.toString();
  process.stdout.write(chunk);
});
nx.stderr.on('data', (chunk: Buffer) => void process.stderr.write(chunk));

const [code] = (await once(nx, 'close')) as [number | null];
const { exitCode, sum } = verdictOn(code, sumClosingLines(output));
process.exitCode = exitCode;
console.log(`tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
