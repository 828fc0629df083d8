import { Keyring, Sealer, ServiceTokens, TokenSigner } from '@postern/platform';
import { eventually, testTokenKeys } from '@postern/platform/testing';
import { aPasscode } from '../testing/builders.js';
import { Installation } from '../testing/workers.js';

let installation: Installation;
let keys: ReturnType<typeof testTokenKeys>;

beforeAll(async () => {
  keys = testTokenKeys();
  installation = await Installation.make((database) => database.url);
});
afterAll(() => installation.end());

const start = (change: Record<string, string>) =>
  installation.startWorker({ TRUSTED_KEYS: JSON.stringify(keys.trusted), ...change });
const tokenOf = (service: 'gateway' | 'mfa', audience: 'notifications' | 'identity' = 'notifications') =>
  new ServiceTokens(service, new TokenSigner(service, keys.signing[service])).for(audience);
const get = async (url: string, token?: string) => {
  const response = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  return {
    status: response.status,
    cache: response.headers.get('cache-control'),
    body: (await response.json()) as never,
  };
};

describe('GET /internal/inbox/messages', () => {
  it('gives the gateway what was delivered, and nobody else', async () => {
    const { url } = await start({ INBOX: 'on' });
    const address = `${url}/internal/inbox/messages`;
    const sealer = new Sealer(Keyring.parse(installation.sealingKeys));
    const messages = [aPasscode(sealer), aPasscode(sealer, { to: 'eve@example.org' })];
    await installation.send(...messages);
    const token = tokenOf('gateway');
    await eventually(async () => ((await get(address, token)).body as unknown[]).length === 2);

    const { status, cache, body } = await get(`${address}?to=kim@example.org`, token);
    expect([status, cache]).toEqual([200, 'no-store']);
    expect(body).toMatchObject([
      { id: messages[0]?.id, to: 'kim@example.org', text: expect.stringContaining('004213') },
    ]);

    for (const bad of [undefined, 'nonsense', tokenOf('mfa'), tokenOf('gateway', 'identity')]) {
      const refused = await get(address, bad);
      expect([refused.status, (refused.body as { code: string }).code]).toEqual([401, 'service.unauthorized']);
      expect(JSON.stringify(refused.body)).not.toContain('004213');
    }
    expect(await get(`${address}?to=a&to=b`, token)).toMatchObject({ status: 400 });
    expect(await get(`${address}?from=x`, token)).toMatchObject({ status: 400 });
  });

  it('does not exist where messages are really sent', async () => {
    const { url } = await start({ INBOX: 'off', SMTP_URL: 'smtp://127.0.0.1:9' });
    expect(await get(`${url}/internal/inbox/messages`, tokenOf('gateway'))).toMatchObject({ status: 404 });
  });

  it('says whether the worker can work', async () => {
    const { url } = await start({ INBOX: 'on' });
    expect(await get(`${url}/health/live`)).toMatchObject({ status: 200 });
    expect(await get(`${url}/health/ready`)).toMatchObject({ status: 200 });
  });
});
