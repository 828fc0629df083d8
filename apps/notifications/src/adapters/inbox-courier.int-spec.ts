import { Sealer, Database } from '@postern/platform';
import { createMigratedDatabase, testKeyring, type TestDatabase } from '@postern/platform/testing';
import { notificationsSchema } from '../postgres/schema.js';
import { aParcel } from '../testing/builders.js';
import { courierContract } from '../testing/courier.contract.js';
import { InboxCourier, inboxCapacity } from './inbox-courier.js';

let test: TestDatabase;
let database: Database;
const sealer = new Sealer(testKeyring());

beforeAll(async () => {
  test = await createMigratedDatabase(notificationsSchema);
});
beforeEach(async () => {
  database = new Database(test.url);
  await database.query('clear', 'truncate notifications.inbox_messages');
});
afterEach(() => database.onApplicationShutdown());
afterAll(() => test.drop());

describe.each(['email', 'sms'] as const)('InboxCourier for %s', (channel) => {
  courierContract(async () => ({
    courier: new InboxCourier(database, sealer),
    channel,
    received: () => new InboxCourier(database, sealer).messages(),
    refuseForNow: () => void database.pool.end(),
    goAway: () => database.pool.end(),
  }));
});

describe('the inbox', () => {
  it('shows messages newest first, to one person where asked, in the shape that clients know', async () => {
    const inbox = new InboxCourier(database, sealer);
    const [first, second, text] = [aParcel('email'), aParcel('email', { to: 'Eve@example.org' }), aParcel('sms')];
    for (const parcel of [first, second, text]) await inbox.deliver(parcel);
    expect((await inbox.messages()).map(({ id }) => id)).toEqual([text.id, second.id, first.id]);
    expect(await inbox.messages('eve@EXAMPLE.org')).toEqual([
      {
        id: second.id,
        channel: 'email',
        to: 'Eve@example.org',
        template: 'temporary-passcode',
        subject: 'Acme Sign-in: Temporary Passcode',
        text: expect.stringContaining('004213'),
        html: expect.stringContaining('004213'),
        sentAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
      },
    ]);
    const [sms] = await inbox.messages('+12025550131');
    expect(sms).not.toHaveProperty('subject');
  });

  it('refuses for good what is at a domain that cannot be', async () => {
    const inbox = new InboxCourier(database, sealer);
    const nowhere = aParcel('email', { to: 'ada@old-depot.INVALID' });
    await expect(inbox.deliver(nowhere)).rejects.toMatchObject({ name: 'PermanentDeliveryError' });
    await inbox.deliver(aParcel('email', { to: 'ada@invalid.example' }));
    expect(await inbox.messages()).toHaveLength(1);
  });

  it('takes a repeated attempt for the same message', async () => {
    const inbox = new InboxCourier(database, sealer);
    const parcel = aParcel('email');
    await inbox.deliver(parcel);
    await inbox.deliver(parcel);
    expect(await inbox.messages()).toHaveLength(1);
  });

  it('keeps the last messages only', async () => {
    const inbox = new InboxCourier(database, sealer);
    const count = inboxCapacity + 20;
    for (let sent = 0; sent < count; sent++) await inbox.deliver(aParcel('sms', { to: `+1202555${1000 + sent}` }));
    const kept = await inbox.messages();
    expect(kept).toHaveLength(inboxCapacity);
    expect(kept.at(-1)?.to).toBe('+12025551020');
  });

  it('forgets messages from before a moment', async () => {
    const inbox = new InboxCourier(database, sealer);
    const [old, young] = [aParcel('email'), aParcel('sms')];
    for (const parcel of [old, young]) await inbox.deliver(parcel);
    const moment = new Date(Date.now() - 90 * 24 * 3_600_000);
    await database.query('age', `update notifications.inbox_messages set sent_at = $1 where id = $2`, [
      new Date(moment.getTime() - 1),
      old.id,
    ]);
    expect(await inbox.forgetBefore(moment)).toBe(1);
    expect((await inbox.messages()).map(({ id }) => id)).toEqual([young.id]);
  });

  it('S9: a dump of the table holds no code and no text', async () => {
    await new InboxCourier(database, sealer).deliver(aParcel('email', {}, '918273'));
    const rows = await database.query('dump', 'select m::text as row from notifications.inbox_messages m');
    expect(JSON.stringify(rows)).toContain('kim@example.org');
    expect(JSON.stringify(rows)).not.toMatch(/918273|passcode for|finish signing in/u);
  });
});
