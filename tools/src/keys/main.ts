import { envFile } from './env-file.ts';
import { generateKeys } from './keys.ts';

/** `npm run --silent keys >> .env`: nothing is kept here, so a second call makes other keys. */
process.stdout.write(envFile(generateKeys()));
