import type { FactorList, FactorResetView } from '@postern/contracts';
import { eventually } from '@postern/platform/testing';
import { disavow, findAccount, linkTokenIn, proveAgain, readNotice, type Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('The help desk resets sign-in methods (S13)', () => {
  let postern: Installation;
  let operator: Person;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
  });

  afterAll(() => postern.stop());

  const request = async (ann: Person): Promise<FactorResetView> => {
    const account = await findAccount(operator, ann.username);
    return operator.call('POST', `/v1/admin/accounts/${account?.id}/factor-reset`, {});
  };
  /** Nobody waits for a day here: what was requested was requested a day ago. */
  const aDayPasses = () =>
    postern.sql(`update mfa.factor_reset set requested_at = requested_at - interval '24 hours 1 second',
      takes_effect_at = takes_effect_at - interval '24 hours 1 second'`);

  it('waits for 24 hours, tells every address at once, and only then takes the methods away', async () => {
    const ann = await postern.enrolled();
    const { requestedAt, takesEffectAt } = await request(ann);
    expect(Date.parse(takesEffectAt) - Date.parse(requestedAt)).toBe(86_400_000);
    expect((await ann.receive(ann.email, 'factor-reset-requested')).text).toMatch(/#token=/);
    expect(await ann.call<FactorList>('GET', '/v1/account/factors')).toMatchObject({ resetAt: takesEffectAt });
    expect((await ann.signIn()).kind).toBe('answer-challenge');

    await aDayPasses();
    expect((await ann.signIn()).kind).toBe('enroll-factor');
    await ann.receive(ann.email, 'factor-reset-applied');
    await ann.enrollSms('5055550166');
    await ann.answer(await ann.receiveCode('5055550166'));
    ann.step('complete');
  });

  it('is stopped by the notice: the methods stay, also when the time has come', async () => {
    const ann = await postern.enrolled();
    await request(ann);
    const token = linkTokenIn(await ann.receive(ann.email, 'factor-reset-requested'));
    expect((await readNotice(postern.client, token)).effects).toContain('factor-reset-stopped');
    expect((await disavow(postern.client, token)).status).toBe(200);
    await ann.receive(ann.email, 'factor-reset-stopped');
    await aDayPasses();
    const [{ count } = { count: -1 }] = await postern.sql<{ count: number }>(
      `select count(*)::int from mfa.factor f join identity.account a on a.id = f.account_id
       where a.username = $1 and f.status = 'active'`,
      [ann.username],
    );
    expect(count).toBe(1);
  });

  it('is stopped by support too', async () => {
    const ann = await postern.enrolled();
    await request(ann);
    const account = await findAccount(operator, ann.username);
    await operator.call('DELETE', `/v1/admin/accounts/${account?.id}/factor-reset`);
    await aDayPasses();
    expect((await ann.signIn()).kind).toBe('answer-challenge');
    await eventually(async () =>
      (await ann.inbox.messages(ann.email)).some((m) => m.template === 'factor-reset-stopped'),
    );
  });

  it('is not for members, who cannot tell that there is such a thing, nor for operators whose proof is old', async () => {
    const [ann, ben] = [await postern.enrolled(), await postern.enrolled()];
    const account = await findAccount(operator, ben.username);
    expect(await ann.tryCall('POST', `/v1/admin/accounts/${account?.id}/factor-reset`, {})).toMatchObject({
      status: 404,
      body: { code: 'request.not_found' },
    });
    await postern.sql(`update identity.session set authenticated_at = authenticated_at - interval '301 seconds'`);
    expect(await operator.tryCall('POST', `/v1/admin/accounts/${account?.id}/factor-reset`, {})).toMatchObject({
      status: 401,
      body: { code: 'session.step_up_required' },
    });
    await proveAgain(operator);
    expect((await request(ben)).takesEffectAt).toBeDefined();
  });
});
