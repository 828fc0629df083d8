import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Where the built web client lies. */
export const clientFolder = join(dirname(require.resolve('@postern/web/package.json')), 'dist');

/** Every address that is a page of the client; `:name` stands for the id of something. */
export const clientPages = JSON.parse(readFileSync(require.resolve('@postern/web/pages.json'), 'utf8')) as string[];

// The router is wary of expressions that say more.
const idLike = '^[\\da-fA-F-]{36}$';

/** As routes: what is no id is no page either. */
export const clientRoutes = clientPages.map((page) => page.replace(/:\w+/g, (name) => `${name}(${idLike})`));

/** The document that every page of the client begins with. @throws Error when the client has not been built. */
export function clientDocument(): string {
  const file = join(clientFolder, 'index.html');
  if (!existsSync(file))
    throw new Error(`The web client has not been built: run "npx nx build web" (${file} is missing).`);
  return readFileSync(file, 'utf8');
}
