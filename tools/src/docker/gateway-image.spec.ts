import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';

const root = new URL('../../../', import.meta.url);

describe('the image of the gateway', () => {
  const dockerfile = readFileSync(new URL('docker/Dockerfile', root), 'utf8');

  it('keeps the web client that it serves', () => {
    const manifest = readFileSync(new URL('apps/gateway/package.json', root), 'utf8');
    const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
    // Development dependencies are left out of the image.
    expect(dependencies).toHaveProperty('@postern/web');
    const removed = [...dockerfile.matchAll(/rm -rf ([^\\\n]+)/g)].flatMap(([, paths = '']) =>
      paths.trim().split(/\s+/),
    );
    expect(removed).toContain('apps/*/src');
    const kept = [
      'apps/web/package.json',
      'apps/web/pages.json',
      'apps/web/dist/index.html',
      'apps/web/dist/client/x.js',
    ];
    for (const file of kept) expect(removed.filter((pattern) => under(pattern, file))).toEqual([]);
  });
});

/** Whether a file is at a path of the shell, which may have stars, or below it. */
function under(pattern: string, file: string): boolean {
  const parts = pattern.split('/').length;
  return matchesGlob(file.split('/').slice(0, parts).join('/'), pattern);
}
