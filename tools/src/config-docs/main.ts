import { writeFileSync } from 'node:fs';
import { configurationFiles } from './files.ts';

/** `npm run docs:config`, which compiles the services first: Node cannot strip their decorators. */
for (const { path, text } of await configurationFiles()) {
  writeFileSync(path, text);
  console.log(path);
}
