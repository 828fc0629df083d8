import { fileURLToPath } from 'node:url';
import { compressedBytes, scriptsOf } from './script-weight';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

describe('what the sign-in page loads', () => {
  const words = (language: string) => ['common', 'sign-in'].map((area) => `src/i18n/${language}/${area}.json`);

  it.each(['en', 'es'])('is at most 120 kB of compressed script (%s)', (language) => {
    const scripts = scriptsOf(dist, ['index.html', 'src/sign-in/sign-in-page.tsx', ...words(language)]);
    const bytes = compressedBytes(dist, scripts);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(120_000);
  });
});
