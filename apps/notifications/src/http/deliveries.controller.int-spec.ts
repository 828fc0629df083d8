import { deliveryList, type DeliveryList } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { Keyring, Sealer, ServiceTokens, TokenSigner } from '@postern/platform';
import { eventually, testTokenKeys } from '@postern/platform/testing';
import { aPasscode } from '../testing/builders.js';
import { Installation } from '../testing/workers.js';

let installation: Installation;
let url: string;
const keys = testTokenKeys();
const tokenOf = (service: 'gateway' | 'mfa') =>
  new ServiceTokens(service, new TokenSigner(service, keys.signing[service])).for('notifications');

beforeAll(async () => {
  installation = await Installation.make((database) => database.url);
  ({ url } = await installation.startWorker({ TRUSTED_KEYS: JSON.stringify(keys.trusted), INBOX: 'on' }));
});
afterAll(() => installation.end());

const get = async (query: string, token: string | undefined = tokenOf('gateway')) => {
  const headers = token ? { authorization: `Bearer ${token}` } : undefined;
  const response = await fetch(`${url}/internal/deliveries${query}`, headers ? { headers } : {});
  const text = await response.text();
  return { status: response.status, cache: response.headers.get('cache-control'), text };
};

describe('GET /internal/deliveries', () => {
  it('gives what was sent to one account, S9: without code, text or whole address', async () => {
    const sealer = new Sealer(Keyring.parse(installation.sealingKeys));
    const accountId = newId();
    const mine = [aPasscode(sealer, { accountId, code: '918273' }), aPasscode(sealer, { accountId, channel: 'sms' })];
    await installation.send(...mine, aPasscode(sealer, { to: 'benjamin@example.org' }));
    const deliveries = await eventually(async () => {
      const { deliveries: found } = JSON.parse((await get(`?accountId=${accountId}`)).text) as DeliveryList;
      return found.length === 2 && found.every(({ state }) => state === 'sent') ? found : undefined;
    });
    expect(new Set(deliveries.map(({ id }) => id))).toEqual(new Set(mine.map(({ id }) => id)));
    expect(deliveries.map(({ destination }) => destination).sort()).toEqual(['(***) ***-**31', 'k*****m@example.org']);

    const { status, cache, text } = await get(`?accountId=${accountId}`);
    expect([status, cache]).toEqual([200, 'no-store']);
    expect(deliveryList.parse(JSON.parse(text)).deliveries).toHaveLength(2);
    const newest = deliveryList.parse(JSON.parse((await get(`?accountId=${accountId}&limit=1`)).text)).deliveries;
    expect(newest).toEqual(deliveries.slice(0, 1));
    expect(text).not.toMatch(/918273|kim@|benjamin|2025550131|inbox:/u);
  });

  it('knows nothing of an account that nobody knows', async () => {
    expect(await get(`?accountId=${newId()}`)).toMatchObject({ status: 200, text: '{"deliveries":[]}' });
  });

  it.each([
    '',
    '?accountId=',
    '?accountId=x',
    `?accountId=${newId()}&accountId=${newId()}`,
    `?accountId=${newId()}&to=x`,
    `?accountId=${newId()}&limit=0`,
    `?accountId=${newId()}&limit=all`,
  ])('S22: takes one account id, how many, and nothing else: %s', async (query) => {
    expect((await get(query)).status).toBe(400);
  });

  it('is for holders of a service token of the gateway', async () => {
    for (const token of ['', 'nonsense', tokenOf('mfa')]) {
      const refused = await get(`?accountId=${newId()}`, token);
      expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('service.unauthorized')]);
    }
  });
});
