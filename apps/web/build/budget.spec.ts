import { fileURLToPath } from 'node:url';
import { compressedBytes, scriptsOf } from './script-weight';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

// The sign-in page and its words come with the first script: there is nothing else to wait for.
describe('what the sign-in page loads', () => {
  it('is at most 120 kB of compressed script', () => {
    const bytes = compressedBytes(dist, scriptsOf(dist, ['index.html']));
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(120_000);
  });
});
