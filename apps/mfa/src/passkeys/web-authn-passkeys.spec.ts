import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId, type AccountId } from '@postern/kernel';
import { aPasskeyChallenge, passkeysContract } from '@postern/mfa-domain/testing';
import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { WebAuthnPasskeys } from './web-authn-passkeys.js';

const origin = 'https://sign-in.example.org';
const passkeysOf = (publicUrl = `${origin}/some/path/`) => new WebAuthnPasskeys(publicUrl, 'Postern');

describe('WebAuthnPasskeys', () => {
  passkeysContract(() => ({ passkeys: passkeysOf(), authenticator: () => new SoftwareAuthenticator(origin) }));

  const accountId = '01020304-0506-4708-890a-0b0c0d0e0f10' as AccountId;
  const wanted = () => ({ challenge: aPasskeyChallenge(), accountId, username: 'robin', others: [] });

  it('asks browsers for what the standard and this product want (WebAuthn Level 3, section 5.4)', async () => {
    const asked = wanted();
    expect(await passkeysOf().creationOptions(asked)).toMatchObject({
      challenge: asked.challenge,
      rp: { id: 'sign-in.example.org', name: 'Postern' },
      user: { id: Buffer.from('0102030405064708890a0b0c0d0e0f10', 'hex').toString('base64url'), name: 'robin' },
      attestation: 'none',
      excludeCredentials: [],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      pubKeyCredParams: expect.arrayContaining([{ alg: -7, type: 'public-key' }]),
    });
    expect(await passkeysOf().requestOptions(asked.challenge, [])).toMatchObject({
      challenge: asked.challenge,
      rpId: 'sign-in.example.org',
      allowCredentials: [],
      userVerification: 'preferred',
    });
  });

  it('is for the site with its port, and its host without', async () => {
    const local = passkeysOf('http://localhost:8080');
    const asked = wanted();
    const options = await local.creationOptions(asked);
    expect(options).toMatchObject({ rp: { id: 'localhost' } });
    const [right, wrong] = ['http://localhost:8080', 'http://localhost:8081'].map((page) =>
      new SoftwareAuthenticator(page).create(options),
    );
    expect(await local.created(asked.challenge, right!)).not.toBeNull();
    expect(await local.created(asked.challenge, wrong!)).toBeNull();
  });

  it('refuses to hold two passkeys of one account on one authenticator', async () => {
    const device = new SoftwareAuthenticator(origin);
    const asked = wanted();
    const created = await passkeysOf().created(
      asked.challenge,
      device.create(await passkeysOf().creationOptions(asked)),
    );
    const again = await passkeysOf().creationOptions({ ...wanted(), others: [created!.passkey] });
    expect(() => device.create(again)).toThrow('InvalidStateError');
  });

  it.each(['packed', 'android-safetynet', 'something-new'])(
    'looks at nothing that a maker of authenticators says, and fetches nothing because of it: %s (S27)',
    async (format) => {
      let calls = 0;
      const server = createServer((_, reply) => {
        calls++;
        reply.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const asked = wanted();
      const spoken = new TextEncoder().encode(`http://127.0.0.1:${port}/revoked.crl`);
      const response = new SoftwareAuthenticator(origin).create(await passkeysOf().creationOptions(asked), {
        attestation: { format, statement: new Map([['x5c', [spoken]]]) },
      });
      expect(await passkeysOf().created(asked.challenge, response)).not.toBeNull();
      server.close();
      expect(calls).toBe(0);
    },
  );

  it('keeps of the hints on how to reach a device only those that there are (S22)', async () => {
    const asked = wanted();
    const response = new SoftwareAuthenticator(origin).create(await passkeysOf().creationOptions(asked));
    const hints = ['\u0000', '\ud800', 'internal', 'pigeon', 'internal', 'usb'];
    response.response.transports = hints;
    expect((await passkeysOf().created(asked.challenge, response))?.passkey.transports).toEqual(['usb', 'internal']);
  });

  it('takes no passkey under an id that its own data does not name', async () => {
    const asked = wanted();
    const response = new SoftwareAuthenticator(origin).create(await passkeysOf().creationOptions(asked));
    const other = newId().replaceAll('-', '');
    expect(await passkeysOf().created(asked.challenge, { ...response, id: other, rawId: other })).toBeNull();
  });

  it('refuses a signature with one bit turned, and one by another key', async () => {
    const device = new SoftwareAuthenticator(origin);
    const asked = wanted();
    const created = await passkeysOf().created(
      asked.challenge,
      device.create(await passkeysOf().creationOptions(asked)),
    );
    const { passkey } = created!;
    const challenge = aPasskeyChallenge();
    const response = device.get(await passkeysOf().requestOptions(challenge, [passkey]));
    const expected = { passkey, accountId, alone: false };
    expect(await passkeysOf().asserted(challenge, expected, response)).not.toBeNull();
    const turned = Buffer.from(response.response.authenticatorData, 'base64url');
    turned.writeUInt8(turned.readUInt8(36) ^ 1, 36);
    const forged = { ...response.response, authenticatorData: turned.toString('base64url') };
    expect(await passkeysOf().asserted(challenge, expected, { ...response, response: forged })).toBeNull();
    const { x = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    const key = Buffer.from(passkey.publicKey, 'base64url');
    const swapped = Buffer.concat([key.subarray(0, 10), Buffer.from(x, 'base64url'), key.subarray(42)]);
    const stranger = { ...passkey, publicKey: swapped.toString('base64url') };
    expect(await passkeysOf().asserted(challenge, { ...expected, passkey: stranger }, response)).toBeNull();
  });
});
