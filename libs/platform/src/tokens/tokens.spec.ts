import { serviceTokenClaims } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { base64url, SignJWT } from 'jose';
import { z } from 'zod';
import { testTokenKeys } from '../testing/index.js';
import { TokenSigner } from './token-signer.js';
import { TokenVerifier } from './token-verifier.js';

const claims = z.object({ sub: z.string() });

describe('Tokens between services (S19)', () => {
  let keys: ReturnType<typeof testTokenKeys>;
  let identity: TokenSigner;
  let mfa: TokenVerifier;

  beforeAll(async () => {
    keys = testTokenKeys();
    identity = new TokenSigner('identity', keys.signing.identity);
    mfa = new TokenVerifier('mfa', keys.trusted);
  });

  const subject = (ttlSeconds = 60, audience: 'mfa' | 'identity' = 'mfa') =>
    identity.sign('subject', audience, { sub: 'someone' }, ttlSeconds);

  it('are taken by whom they are meant for', async () => {
    expect(mfa.verify('subject', 'identity', subject(), claims)).toMatchObject({ sub: 'someone' });
  });

  it('are refused when expired', async () => {
    expect(mfa.verify('subject', 'identity', subject(-1), claims)).toBeUndefined();
  });

  it('are refused by another audience', async () => {
    expect(mfa.verify('subject', 'identity', subject(60, 'identity'), claims)).toBeUndefined();
  });

  it('are refused as another kind of token (type confusion)', async () => {
    expect(mfa.verify('assurance', 'identity', subject(), claims)).toBeUndefined();
  });

  it('are refused when another trusted service signed them in this one’s name', async () => {
    const impostor = new TokenSigner('identity', keys.signing.gateway);
    expect(
      mfa.verify('subject', 'identity', impostor.sign('subject', 'mfa', { sub: 'someone' }, 60), claims),
    ).toBeUndefined();
  });

  it('are refused without a signature (alg none)', async () => {
    const [, payload] = subject().split('.');
    const unsigned = `${base64url.encode(JSON.stringify({ alg: 'none', typ: 'postern-subject+jwt' }))}.${payload}.`;
    expect(mfa.verify('subject', 'identity', unsigned, claims)).toBeUndefined();
  });

  it('are refused when the public key was used as an HMAC secret (algorithm confusion)', async () => {
    const [key] = keys.trusted.identity ?? [];
    const forged = await new SignJWT({ sub: 'someone' })
      .setProtectedHeader({ alg: 'HS256', typ: 'postern-subject+jwt', kid: key?.kid ?? '' })
      .setIssuer('identity')
      .setAudience('mfa')
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(base64url.decode(key?.x ?? ''));
    expect(mfa.verify('subject', 'identity', forged, claims)).toBeUndefined();
  });

  it.each(['', 'x', 'a.b.c', '..', 'null'])('are refused when they are no tokens at all: %j', async (text) => {
    expect(mfa.verify('subject', 'identity', text, claims)).toBeUndefined();
  });

  it('are refused when their claims are not of the agreed form', async () => {
    const token = identity.sign('subject', 'mfa', { sub: newId() }, 60);
    expect(mfa.verify('subject', 'identity', token, serviceTokenClaims)).toBeUndefined();
  });
});
