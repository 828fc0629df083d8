import {
  contextHeaders,
  sendMessages,
  type AdoptionMembers,
  type MfaAdoption,
  type SendMessages,
} from '@postern/contracts';
import { eventually } from '@postern/platform/testing';
import { Administration, listed } from '../testing/administration.js';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

describe('Adoption over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const csvOf = async (acme: Administration) => {
    const reply = await fetch(`${mfa.url}/internal/organizations/current/mfa-adoption/members.csv`, {
      headers: { authorization: `Bearer ${mfa.serviceToken()}`, [contextHeaders.administrationToken]: acme.token() },
    });
    return { reply, lines: (await reply.text()).split('\r\n') };
  };
  const batches = async (organization: string): Promise<SendMessages[]> => {
    const rows = await mfa.database.query<{ body: SendMessages }>(
      'spec.batches',
      `select body from public.sent where name = 'send-messages' and body->'recipients'->0->'data'->>'organization' = $1 order by seq`,
      [organization],
    );
    return rows.map(({ body }) => sendMessages.parse(body));
  };

  it('counts who is enrolled, by kind, and who is not, and why', async () => {
    const acme = new Administration(mfa);
    const withSms = await new Visitor(mfa).withSms();
    const postponed = new Visitor(mfa, { created_at: 1_700_000_000 });
    await postponed.signIn();
    await postponed.act('POST', '/enrollment-choice', { choice: 'not-now' });
    await acme.has([
      listed({ username: 'enrolled', accountId: withSms.accountId }),
      listed({ username: 'postponed', accountId: postponed.accountId }),
      listed({ username: 'blocked', accountCreatedAt: '2026-05-01T09:00:00.000Z' }),
      listed({ username: 'disabled', state: 'disabled' }),
      listed({ username: 'unverified', emailVerified: false }),
      listed({ username: 'not-asked' }),
    ]);
    const report = await acme.call<MfaAdoption>('GET', '/mfa-adoption');
    expect(report).toMatchObject({
      members: 6,
      enrolled: 1,
      byKind: { sms: 1 },
      notEnrolled: { 'account-disabled': 1, blocked: 1, postponed: 1, 'no-verified-address': 1, 'not-asked': 1 },
      lastReminderAt: null,
    });
    const { members } = await acme.call<AdoptionMembers>('GET', '/mfa-adoption/members?standing=postponed');
    expect(members).toMatchObject([{ username: 'postponed', postponements: 1, kinds: [] }]);
    await acme.asks({ mfa: 'required' });
    const required = await acme.call<MfaAdoption>('GET', '/mfa-adoption');
    expect(required.notEnrolled).toMatchObject({ blocked: 4, postponed: 0, 'account-disabled': 1 });
  });

  it('follows what identity says of members: who changes, and who leaves', async () => {
    const acme = new Administration(mfa);
    const [ann, ben] = [listed({ username: 'ann' }), listed({ username: 'ben' })];
    await acme.has([ann, ben]);
    await acme.has([{ ...ann, username: 'anna', state: 'disabled' }], [ben.accountId]);
    const { members } = await acme.call<AdoptionMembers>('GET', '/mfa-adoption/members');
    expect(members.map(({ username, standing }) => [username, standing])).toEqual([['anna', 'account-disabled']]);
  });

  it('pages through all of them by username, and gives the same as a file', async () => {
    const acme = new Administration(mfa);
    const members = Array.from({ length: 60 }, (_, index) =>
      listed({ username: `user-${String(index).padStart(2, '0')}` }),
    );
    await acme.has([...members].reverse());
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const page: AdoptionMembers = await acme.call('GET', `/mfa-adoption/members?limit=25${query}`);
      seen.push(...page.members.map(({ username }) => username));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(members.map(({ username }) => username));
    const { reply, lines } = await csvOf(acme);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(lines[0]).toBe('username,email,standing,methods,postponements,account_id');
    expect(lines.slice(1, -1).map((line) => line.split(',')[0])).toEqual(seen);
    expect(lines[1]).toBe(`user-00,${members[0]!.email},not-asked,,0,${members[0]!.accountId}`);
  });

  it('CSV injection: a cell that a spreadsheet would take for a formula is text (OWASP)', async () => {
    const acme = new Administration(mfa);
    const evil = ['=HYPERLINK("https://evil.example")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', 'a,"b"\r\n=c'];
    await acme.has(evil.map((username) => listed({ username, email: '=cmd@example.org' })));
    const { lines } = await csvOf(acme);
    const file = lines.slice(1).join('\r\n');
    for (const cell of file.split(/\r\n(?=[^=])|,(?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
      expect(cell).not.toMatch(/^"?[=+\-@\t]/);
    }
    expect(file).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(file).toContain(`'=cmd@example.org`);
    expect(file).toContain(`"a,""b""\r\n=c"`);
  });

  describe('reminders', () => {
    it('go to everybody who has no method and can sign in, in jobs of at most 250, once', async () => {
      const acme = new Administration(mfa, 'Large Logistics');
      const withSms = await new Visitor(mfa).withSms();
      for (let page = 0; page < 3; page++) await acme.has(Array.from({ length: 200 }, () => listed({ locale: 'es' })));
      await acme.has([
        listed({ accountId: withSms.accountId }),
        listed({ state: 'disabled' }),
        listed({ state: 'closed' }),
        listed({ email: 'no address' }),
      ]);
      const reminder = await acme.call('POST', '/mfa-adoption/reminders', {});
      expect(reminder).toMatchObject({ members: 601 });
      const jobs = await eventually(async () => {
        const found = await batches(acme.name);
        return found.flatMap(({ recipients }) => recipients).length >= 600 ? found : undefined;
      });
      expect(jobs.map(({ recipients }) => recipients.length <= 250)).not.toContain(false);
      const recipients = jobs.flatMap((job) => job.recipients);
      expect([recipients.length, new Set(recipients.map(({ accountId }) => accountId)).size]).toEqual([600, 600]);
      expect(jobs[0]).toMatchObject({ template: 'mfa-reminder', replyTo: null });
      expect(recipients[0]).toMatchObject({
        locale: 'es',
        data: { organization: acme.name, signIn: 'https://sign-in.example.org/sign-in' },
      });
      expect(recipients.map(({ accountId }) => accountId)).not.toContain(withSms.accountId);
      const { lastReminderAt } = await acme.call<MfaAdoption>('GET', '/mfa-adoption');
      expect(lastReminderAt).toBe((reminder as { startedAt: string }).startedAt);
    });

    it('race: once a day, of ten administrators at once one', async () => {
      const acme = new Administration(mfa, 'Busy Logistics');
      await acme.has([listed()]);
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => attempted(acme.call('POST', '/mfa-adoption/reminders', {}))),
      );
      expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
      expect(replies.filter(({ code }) => code === 'reminder.too_soon')).toHaveLength(9);
      await eventually(async () => (await batches(acme.name)).length === 1);
      await mfa.database.pool.query(
        `update mfa.reminder set started_at = started_at - interval '24 hours' where organization_id = $1`,
        [acme.id],
      );
      expect(await attempted(acme.call('POST', '/mfa-adoption/reminders', {}))).toMatchObject({ code: 'done' });
    });
  });
});
