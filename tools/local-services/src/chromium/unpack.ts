import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

// A process of its own: the package unpacks into the folder for temporary files, and which one that is, TMPDIR says.
const archives = new URL('../bin/', import.meta.resolve('@sparticuz/chromium'));
await Promise.all(
  ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((file) => inflate(fileURLToPath(new URL(file, archives)))),
);
