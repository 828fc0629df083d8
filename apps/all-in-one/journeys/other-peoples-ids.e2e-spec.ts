import { changeFactors, findAccount, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

interface Ids {
  session: string;
  device: string;
  factor: string;
  account: string;
}
const nobody = '00000000-0000-4000-8000-000000000000';
const nobodys: Ids = { session: nobody, device: nobody, factor: nobody, account: nobody };

describe('Ids of somebody else are as good as ids of nobody (S22)', () => {
  let postern: Installation;
  let operator: Person;
  let victim: Person;
  let victims: Ids;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
    victim = await postern.enrolled();
    await victim.signIn();
    await victim.answer(await victim.receiveCode(victim.phone), { rememberDevice: true });
    const list = <Item>(what: string) => victim.call<Record<string, Item[]>>('GET', `/v1/account/${what}`);
    victims = {
      account: (await findAccount(operator, victim.username))?.id as string,
      session: (await victim.readSession()).id,
      factor: (await list<{ id: string }>('factors'))['factors']?.[0]?.id as string,
      device: (await list<{ id: string }>('trusted-devices'))['devices']?.[0]?.id as string,
    };
    expect(Object.values(victims).every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
  });

  afterAll(() => postern.stop());

  /** The victim has lost nothing. */
  const isUnharmed = async () => {
    expect((await victim.readSession()).id).toBe(victims.session);
    await victim.elsewhere().signIn();
    const remembered = victim.elsewhere();
    await remembered.signIn({ deviceToken: victim.deviceToken as string });
    remembered.step('complete');
  };
  const anonymous = (body: unknown) => ({ ...(body as object), requestId: '', instance: '' });

  it.each([
    ['DELETE', (of: Ids) => `/v1/account/sessions/${of.session}`, undefined],
    ['DELETE', (of: Ids) => `/v1/account/trusted-devices/${of.device}`, undefined],
    ['PATCH', (of: Ids) => `/v1/account/factors/${of.factor}`, { label: 'Mine now' }],
    ['GET', (of: Ids) => `/v1/admin/accounts/${of.account}`, undefined],
    ['GET', (of: Ids) => `/v1/admin/accounts/${of.account}/factors`, undefined],
    ['POST', (of: Ids) => `/v1/admin/accounts/${of.account}/disablement`, {}],
    ['DELETE', (of: Ids) => `/v1/admin/accounts/${of.account}/sessions`, undefined],
    ['POST', (of: Ids) => `/v1/admin/accounts/${of.account}/factor-reset`, {}],
  ] as [string, (of: Ids) => string, object | undefined][])('%s %s', async (method, path, body) => {
    const ann = await postern.enrolled();
    const theirs = await ann.tryCall(method, path(victims), body);
    const none = await ann.tryCall(method, path(nobodys), body);
    expect(theirs.status).toBe(404);
    expect(anonymous(theirs.body)).toEqual(anonymous(none.body));
    await isUnharmed();
  });

  it('in a flow: a factor can be neither chosen, replaced nor removed', async () => {
    const ann = await postern.enrolled();
    const changing = ann.elsewhere();
    changing.session = ann.session;
    await ann.signIn();
    await changeFactors(changing);
    for (const factorId of [victims.factor, nobody]) {
      const refused = { status: 404, body: { code: 'factor.not_found' } };
      expect(await ann.attempt('POST', '/challenge', { factorId })).toMatchObject(refused);
      expect(await changing.attempt('DELETE', `/factors/${factorId}`)).toMatchObject(refused);
      expect(await changing.attempt('POST', '/factors', { kind: 'totp', replaces: factorId })).toMatchObject(refused);
    }
    await isUnharmed();
  });
});
