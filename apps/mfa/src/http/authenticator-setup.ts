import { Redacted } from '@postern/kernel';
import { generateURI } from 'otplib';
import { toString as drawQrCode } from 'qrcode';

export interface AuthenticatorSetup {
  secret: string;
  uri: string;
  qr: string;
}

/** What an authenticator app scans or takes by hand: the `otpauth://` link of Google's Key URI Format, and its QR code. */
export async function authenticatorSetup(
  seed: Redacted,
  { issuer, username }: { issuer: string; username: string },
): Promise<AuthenticatorSetup> {
  const secret = seed.reveal();
  const uri = generateURI({ issuer, label: username, secret });
  const svg = await drawQrCode(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return { secret, uri, qr: `data:image/svg+xml,${encodeURIComponent(svg)}` };
}
