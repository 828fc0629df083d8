import { envFile, generateKeys } from '@postern/cli/keys';

/** `npm run --silent keys >> .env`: nothing is kept here, so a second call makes other keys. */
process.stdout.write(envFile(generateKeys()));
