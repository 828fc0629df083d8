import type { ActivityPage, SessionList } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { Mailbox } from '../testing/mailbox.js';
import { codeOf, Resident, tally } from '../testing/resident.js';
import { caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

type Item = SessionList['sessions'][number];

describe('The sessions of one account', () => {
  let identity: RunningIdentity;
  beforeAll(async () => {
    identity = await runIdentity();
  });
  afterAll(() => identity.stop());

  const resident = () => Resident.register(identity);
  const list = async (who: Resident, session?: string) =>
    (await who.call<SessionList>('GET', '/internal/sessions', undefined, session)).sessions;
  const signInFrom = async ({ id }: Resident, from: { source: string; userAgent: string }) => {
    const body = { assuranceToken: identity.assure({ sub: id, application: null }) };
    return (
      await identity.client.call<{ token: string }>({ method: 'POST', path: '/internal/sessions', body, caller: from })
    ).token;
  };

  it('are listed with device and place, and which one asks', async () => {
    const ann = await resident();
    const other = await signInFrom(ann, { source: '198.51.100.4', userAgent: firefox });
    const sessions = await list(ann, other);
    expect(sessions).toHaveLength(2);
    expect(sessions.find(({ current }) => current)).toEqual({
      id: expect.any(String),
      current: true,
      device: 'Firefox on Linux',
      source: '198.51.100.4',
      application: null,
      aal: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      signedInAt: expect.any(String),
      lastUsedAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    expect(sessions.find(({ current }) => !current)).toMatchObject({ device: 'spec', source: caller.source });
    expect(JSON.stringify(sessions)).not.toContain(other);
  });

  it('leave out what is over: signed out, expired, idle', async () => {
    const ann = await resident();
    const [out] = [await ann.signIn()];
    await ann.call('DELETE', '/internal/sessions/current', undefined, out);
    await ann.signIn({ auth_time: Math.floor(Date.now() / 1000) - 24 * 60 * 60 - 1 }).catch(() => undefined);
    await ann.signIn();
    await identity.database.query(
      'idle',
      `update identity.session set last_used_at = now() - interval '61 minutes'
       where account_id = $1 and ended_at is null and id = (
         select id from identity.session where account_id = $1 and ended_at is null order by last_used_at desc limit 1
       )`,
      [ann.id],
    );
    expect(await list(ann)).toMatchObject([{ current: true }]);
  });

  it('are ended one by one, or all the others, at once', async () => {
    const ann = await resident();
    const [phone, tablet, laptop] = [await ann.signIn(), await ann.signIn(), await ann.signIn()];
    const [{ id }] = (await list(ann, phone)).filter(({ current }) => current) as [Item];
    await ann.call('DELETE', `/internal/sessions/${id}`);
    expect([await ann.refusal(phone), await ann.refusal(tablet)]).toEqual(['session.required', null]);
    expect(await codeOf(ann.call('DELETE', `/internal/sessions/${id}`))).toBe('session.not_found');
    await ann.call('DELETE', '/internal/sessions');
    expect([await ann.refusal(tablet), await ann.refusal(laptop), await ann.refusal()]).toEqual([
      'session.required',
      'session.required',
      null,
    ]);
  });

  it('S22: one of another account is as good as none', async () => {
    const [ann, ben] = [await resident(), await resident()];
    const [{ id }] = (await list(ben)) as [Item];
    for (const wrong of [id, newId(), 'x', '..', "' or 1=1 --", '%00']) {
      const path = `/internal/sessions/${encodeURIComponent(wrong)}`;
      expect(['session.not_found', 'request.not_found']).toContain(await codeOf(ann.call('DELETE', path)));
    }
    await ann.call('DELETE', '/internal/sessions');
    expect(await ben.refusal()).toBeNull();
  });

  it('race: ended 10 times at once, one session ends once', async () => {
    const ann = await resident();
    const other = await ann.signIn();
    const [{ id }] = (await list(ann, other)).filter(({ current }) => current) as [Item];
    await Promise.all(Array.from({ length: 10 }, () => codeOf(ann.call('DELETE', `/internal/sessions/${id}`))));
    expect(tally(await ann.kinds())).toMatchObject({ 'session.ended': 1 });
  });

  describe('new devices (R13)', () => {
    let mailbox: Mailbox;
    beforeAll(() => {
      mailbox = new Mailbox(identity);
    });
    afterAll(() => mailbox.close());

    it('are told to the owner and recorded, once; the first one is not', async () => {
      const ann = await resident();
      const abroad = { source: '198.51.100.9', userAgent: firefox };
      expect(await ann.kinds()).not.toContain('device.new');
      await signInFrom(ann, abroad);
      await signInFrom(ann, abroad);
      await ann.signIn();
      expect(tally(await ann.kinds())).toMatchObject({ 'device.new': 1, 'session.issued': 4 });
      const mail = await mailbox.last(ann.email, 'new-device');
      expect(mail.data).toMatchObject({ device: 'Firefox on Linux', source: '198.51.100.9' });
    });

    it('R20: without one, a session is issued with two statements', async () => {
      const ann = await resident();
      const asked: string[] = [];
      const { query } = identity.database;
      identity.database.query = function (this: typeof identity.database, name, text, values) {
        asked.push(name);
        return query.call(this, name, text, values);
      } as typeof query;
      await ann.signIn();
      identity.database.query = query;
      expect(asked).toEqual(['identity.credential.by-id', 'identity.session.add']);
    });
  });

  describe('GET /internal/account/activity', () => {
    const page = (who: Resident, query = '') => who.call<ActivityPage>('GET', `/internal/account/activity${query}`);

    it('tells the person all of the own record, newest first, page by page', async () => {
      const ann = await resident();
      for (let more = 0; more < 4; more++) await ann.signIn();
      const all = (await page(ann)).entries;
      expect(all.map(({ kind }) => kind)).toEqual([...Array(5).fill('session.issued'), 'account.registered']);
      expect(all[0]).toEqual({
        id: expect.stringMatching(/^\d+$/),
        kind: 'session.issued',
        at: expect.any(String),
        source: caller.source,
        device: 'spec',
        application: null,
        factor: { kind: 'totp', id: expect.any(String) },
        actor: null,
      });
      const paged: ActivityPage['entries'] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const next: ActivityPage = await page(ann, `?limit=2${cursor && `&cursor=${cursor}`}`);
        paged.push(...next.entries);
        cursor = next.nextCursor;
      }
      expect(paged).toEqual(all);
    });

    it('tells of one topic only, of all that is recorded of it', async () => {
      const ann = await resident();
      for (let more = 0; more < 3; more++) await ann.signIn();
      await ann.call('PUT', '/internal/account/phone', { phone: '555 0142' });
      const kinds = async (topic: string) =>
        (await page(ann, `?limit=2&topic=${topic}`)).entries.map(({ kind }) => kind);
      expect(await kinds('sign-ins')).toEqual(['session.issued', 'session.issued']);
      // The newest and the oldest entry, with more in between than a page holds.
      expect(await page(ann, '?limit=2&topic=account')).toMatchObject({
        entries: [{ kind: 'phone.changed' }, { kind: 'account.registered' }],
        nextCursor: null,
      });
      expect(await kinds('recovery')).toEqual([]);
    });

    it('S22: tells nothing of anybody else, whatever the cursor', async () => {
      const [ann, ben] = [await resident(), await resident()];
      const { entries } = await page(ann, '?cursor=999999999999999999');
      expect(entries).toHaveLength(2);
      expect(await page(ben, `?cursor=${entries[0]!.id}`)).toMatchObject({ entries: [], nextCursor: null });
      for (const query of ['?cursor=x', '?limit=0', '?limit=101', '?cursor=-1']) {
        expect([query, await codeOf(page(ann, query))]).toEqual([query, 'request.invalid']);
      }
    });
  });
});
