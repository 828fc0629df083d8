import { generateSync } from 'otplib';

/** What an authenticator app shows at a moment for a seed in Base32. */
export const authenticatorCode = (secret: string, at: Date): string =>
  generateSync({ secret, epoch: Math.floor(at.getTime() / 1000) });
