import { randomUUID } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import {
  contextHeaders,
  type AdministrationTokenClaims,
  type ListedMember,
  type MessageBody,
  type RolloutFailures,
  type RolloutList,
  type RolloutView,
} from '@postern/contracts';
import { QueueSender } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';

const path = '/internal/organizations/current/mfa-rollouts';

describe('MFA for everybody, over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  /** Somebody who runs an organization. */
  class Administrator {
    readonly organization = { id: randomUUID() as string, name: 'Acme Logistics' };

    token(permission: 'read' | 'change', changes: Partial<AdministrationTokenClaims> = {}): string {
      return mfa.administrationToken({ organization: this.organization, permission, ...changes });
    }

    async call<Reply>(method: 'GET' | 'POST', to = '', locale?: string, token?: string): Promise<Reply> {
      const headers: Record<string, string> = {
        [contextHeaders.administrationToken]: token ?? this.token(method === 'GET' ? 'read' : 'change'),
        ...(locale ? { [contextHeaders.locale]: locale } : {}),
      };
      const reply = await fetch(`${mfa.url}${path}${to}`, {
        method,
        headers: { authorization: `Bearer ${mfa.serviceToken()}`, ...headers },
      });
      const body = (await reply.json()) as Reply & { code?: string };
      if (!reply.ok) throw Object.assign(new Error(body.code), { status: reply.status, body });
      return body;
    }

    /** What identity was asked for, oldest first. */
    async asked(): Promise<MessageBody<'identity', 'list-members'>[]> {
      const rows = await mfa.database.query<{ body: MessageBody<'identity', 'list-members'> }>(
        'spec.asked',
        `select body from public.sent where name = 'list-members' and body->>'organizationId' = $1 order by seq`,
        [this.organization.id],
      );
      return rows.map(({ body }) => body);
    }

    async batches(): Promise<MessageBody<'notifications', 'send-messages'>[]> {
      const rows = await mfa.database.query<{ body: MessageBody<'notifications', 'send-messages'> }>(
        'spec.batches',
        `select body from public.sent where name = 'send-messages'
           and body->'recipients'->0->'data'->>'organization' = $1 order by seq`,
        [this.organization.name],
      );
      return rows.map(({ body }) => body);
    }

    async list(members: ListedMember[], next: string | null = null, left: string[] = []): Promise<void> {
      const question = (await this.asked()).at(-1);
      if (!question) throw new Error('nothing was asked');
      const { requestId, rolloutId, organizationId, after } = question;
      const facts = { requestId, rolloutId, organizationId, after, next, members, left };
      await tell('members.listed', { ...facts, revision: 1, at: new Date().toISOString() });
    }
  }

  const tell = async <Name extends 'members.listed' | 'messages.sent' | 'account.deleted'>(
    name: Name,
    body: MessageBody<'mfa', Name>,
  ) => {
    await mfa.app.get(QueueSender, { strict: false }).send([{ id: randomUUID(), queue: 'mfa', name, body }]);
  };
  const members = (count: number, changes: Partial<ListedMember> = {}): ListedMember[] =>
    Array.from({ length: count }, () => randomUUID() as string)
      .toSorted()
      .map((accountId, number) => ({
        accountId,
        username: `member-${number}`,
        email: `member-${number}@example.org`,
        emailVerified: true,
        locale: 'en',
        state: 'active',
        accountCreatedAt: '2024-06-03T15:20:00.000Z',
        ...changes,
      }));
  const refusal = (
    call: Promise<unknown>,
  ): Promise<{ status: number; body: { code: string; rollout?: RolloutView } }> =>
    call.then(
      () => {
        throw new Error('it was not refused');
      },
      (error: { status: number; body: never }) => error,
    );
  const named = (name: string): Administrator => {
    const administrator = new Administrator();
    administrator.organization.name = name;
    return administrator;
  };

  it('from the switch to its end: pages, notices, failures with reasons in the language of whoever asks, retry', async () => {
    const ada = named('Acme One');
    const rollout = await ada.call<RolloutView>('POST');
    expect(rollout).toMatchObject({ state: 'processing', members: 0, finishedAt: null });
    const [closed] = members(1, { state: 'closed' }) as [ListedMember];
    const unusable = members(1, { email: 'nobody at all' });
    const active = members(3);
    await eventually(async () => (await ada.asked()).length === 1);
    await ada.list([...active, closed, ...unusable].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)));
    const [batch] = await eventually(async () => ((await ada.batches()).length > 0 ? ada.batches() : undefined));
    expect(batch?.recipients.map(({ to }) => to).toSorted()).toEqual(active.map(({ email }) => email));
    expect(batch?.recipients[0]?.data).toMatchObject({
      organization: 'Acme One',
      signIn: 'https://sign-in.example.org/sign-in',
    });
    expect(await ada.call('GET', `/${rollout.id}`)).toMatchObject({ members: 5, failed: 2, succeeded: 0 });

    const bounced = batch?.recipients[1]?.id as string;
    const failed = [{ id: bounced, reason: 'smtp.550', permanent: true }];
    const sent = { batchId: batch?.id as string, failed, at: new Date().toISOString() };
    await tell('messages.sent', sent);
    await tell('messages.sent', sent);
    const over = await eventually(async () => {
      const view = await ada.call<RolloutView>('GET', `/${rollout.id}`);
      return view.finishedAt ? view : undefined;
    });
    expect(over).toMatchObject({ state: 'complete-with-errors', members: 5, succeeded: 2, failed: 3, skipped: 0 });

    const first = await ada.call<RolloutFailures>('GET', `/${rollout.id}/failures?limit=2`, 'es');
    expect(first.failures).toHaveLength(2);
    const rest = await ada.call<RolloutFailures>(
      'GET',
      `/${rollout.id}/failures?limit=2&cursor=${first.nextCursor}`,
      'es',
    );
    expect(rest.nextCursor).toBeNull();
    const all = [...first.failures, ...rest.failures];
    expect(all.map(({ code }) => code).toSorted()).toEqual(['account.closed', 'email.refused', 'email.unusable']);
    expect(all.find(({ code }) => code === 'account.closed')?.reason).toMatch(/La cuenta está cerrada/);
    expect(all.find(({ code }) => code === 'email.refused')?.username).toMatch(/^member-/);
    expect(await refusal(ada.call('GET', `/${rollout.id}/failures?cursor=nonsense`))).toMatchObject({ status: 400 });

    expect(await ada.call('POST', `/${rollout.id}/retry`)).toMatchObject({ state: 'processing', failed: 3 });
    const question = await eventually(async () => (await ada.asked())[1]);
    expect(question.only?.toSorted()).toEqual(all.map(({ accountId }) => accountId).toSorted());
    // The closed account is closed still; the others were put right, or have left.
    const again = active.filter(({ accountId }) => question.only?.includes(accountId));
    await ada.list([closed, ...again], null, [unusable[0]?.accountId as string]);
    const second = await eventually(async () => (await ada.batches())[1]);
    expect(second.recipients).toHaveLength(1);
    expect(second.recipients[0]?.id).not.toBe(bounced);
    await tell('messages.sent', { batchId: second.id, failed: [], at: new Date().toISOString() });
    await eventually(async () => (await ada.call<RolloutView>('GET', `/${rollout.id}`)).finishedAt !== null);
    expect(await ada.call('GET', `/${rollout.id}`)).toMatchObject({
      state: 'complete-with-errors',
      members: 5,
      succeeded: 3,
      failed: 1,
      skipped: 1,
    });
    const told = await mfa.database.query<{ what: string }>(
      'spec.audit',
      `select body->>'what' as what from public.sent where name = 'rollout.changed' and body->>'rolloutId' = $1 order by seq`,
      [rollout.id],
    );
    expect(told.map(({ what }) => what)).toEqual(['begun', 'complete-with-errors', 'retried', 'complete-with-errors']);
  });

  it('race: two administrators begin at once: one rollout, and one 409 with it', async () => {
    const ada = named('Acme Two');
    const outcomes = await Promise.allSettled([ada.call<RolloutView>('POST'), ada.call<RolloutView>('POST')]);
    const [begun] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const [refused] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toMatchObject({ status: 409, body: { code: 'rollout.running', rollout: { id: begun?.id } } });
    expect((await ada.call<RolloutList>('GET')).rollouts).toHaveLength(1);
    const rows = await mfa.database.query(
      'spec.policy',
      `select mfa, required_since is not null as since from mfa.organization_policy where organization_id = $1`,
      [ada.organization.id],
    );
    expect(rows).toEqual([{ mfa: 'required', since: true }]);
  });

  it('S22: whoever runs another organization reaches nothing of it, by any route', async () => {
    const ada = named('Acme Three');
    const stranger = named('Elsewhere');
    const { id } = await ada.call<RolloutView>('POST');
    const routes: ['GET' | 'POST', string][] = [
      ['GET', ''],
      ['GET', '/failures'],
      ['GET', '/events'],
      ...(['pause', 'resume', 'cancel', 'retry'] as const).map((verb): ['POST', string] => ['POST', `/${verb}`]),
    ];
    for (const [method, route] of routes) {
      for (const wanted of [id, id.toUpperCase(), randomUUID(), 'current', '1']) {
        const { status, body } = await refusal(stranger.call(method, `/${wanted}${route}`));
        expect({ status, code: body.code }).toEqual({ status: 404, code: 'rollout.not_found' });
      }
    }
    expect((await stranger.call<RolloutList>('GET')).rollouts).toEqual([]);
    expect(await ada.call('GET', `/${id}`)).toMatchObject({ state: 'processing' });
  });

  it('S19: a token that reads, and support’s, changes nothing; one that changes, does so once', async () => {
    const ada = named('Acme Four');
    const once = ada.token('change');
    const { id } = await ada.call<RolloutView>('POST', '', undefined, once);
    for (const token of [once, ada.token('read'), ada.token('change', { role: 'support' })]) {
      for (const route of ['', `/${id}/cancel`, `/${id}/pause`]) {
        expect(await refusal(ada.call('POST', route, undefined, token))).toMatchObject({ status: 401 });
      }
    }
    expect(await ada.call('GET', `/${id}`)).toMatchObject({ state: 'processing' });
  });

  it('pauses, resumes and cancels, and says when it is in no state for that', async () => {
    const ada = named('Acme Five');
    const { id } = await ada.call<RolloutView>('POST');
    expect(await refusal(ada.call('POST', `/${id}/retry`))).toMatchObject({
      status: 409,
      body: { code: 'rollout.state_refused', rollout: { id } },
    });
    expect(await ada.call('POST', `/${id}/pause`)).toMatchObject({ state: 'paused' });
    await ada.list(members(2), members(1)[0]?.accountId);
    await eventually(async () => (await ada.call<RolloutView>('GET', `/${id}`)).members === 2);
    expect(await ada.asked()).toHaveLength(1);
    expect(await ada.call('POST', `/${id}/resume`)).toMatchObject({ state: 'processing' });
    expect(await ada.asked()).toHaveLength(2);
    expect(await ada.call('POST', `/${id}/cancel`)).toMatchObject({
      state: 'cancelled',
      finishedAt: expect.any(String),
    });
    await ada.list(members(2));
    expect(await ada.call('POST')).toMatchObject({ state: 'processing' });
    expect(await ada.call('GET', `/${id}`)).toMatchObject({ state: 'cancelled', members: 2 });
  });

  it('neither resumes nor retries what is required no more, and says so', async () => {
    const ada = named('Acme Eleven');
    const takeBack = () =>
      mfa.database.query(
        'spec.take-back',
        `update mfa.organization_policy set mfa = 'offered', required_since = null where organization_id = $1`,
        [ada.organization.id],
      );
    const refused = { status: 409, body: { code: 'rollout.not_required' } };
    const paused = await ada.call<RolloutView>('POST');
    await ada.call('POST', `/${paused.id}/pause`);
    await takeBack();
    expect(await refusal(ada.call('POST', `/${paused.id}/resume`))).toMatchObject(refused);
    await ada.call('POST', `/${paused.id}/cancel`);
    const { id } = await ada.call<RolloutView>('POST');
    await ada.list(members(1, { state: 'closed' }));
    await eventually(async () => (await ada.call<RolloutView>('GET', `/${id}`)).finishedAt !== null);
    await takeBack();
    expect(await refusal(ada.call('POST', `/${id}/retry`))).toMatchObject(refused);
    expect(await ada.call('GET', `/${id}`)).toMatchObject({ state: 'complete-with-errors' });
  });

  it('leaves out whoever has a method that the organization allows', async () => {
    const ada = named('Acme Six');
    const { id } = await ada.call<RolloutView>('POST');
    const [ready, other] = members(2) as [ListedMember, ListedMember];
    await mfa.database.query(
      'spec.factor',
      `insert into mfa.factor (id, account_id, kind, status, label, destination, created_at, activated_at)
       values (gen_random_uuid(), $1, 'sms', 'active', 'Phone', '+12025550131', now(), now())`,
      [ready.accountId],
    );
    await ada.list([ready, other]);
    await eventually(async () => (await ada.call<RolloutView>('GET', `/${id}`)).skipped === 1);
    const [batch] = await ada.batches();
    expect(batch?.recipients.map(({ accountId }) => accountId)).toEqual([other.accountId]);
  });

  it('asks again by the clock for what was not answered, by the same ids', async () => {
    const ada = named('Acme Seven');
    const { id } = await ada.call<RolloutView>('POST');
    const late = () =>
      mfa.database.query(
        'spec.late',
        `update mfa.rollout_chunk set asked_at = now() - interval '2 minutes' where rollout_id = $1`,
        [id],
      );
    const strike = () =>
      mfa.app
        .get(QueueSender, { strict: false })
        .send([{ id: randomUUID(), queue: 'mfa', name: 'resume-rollouts', body: {} }]);
    await late();
    await strike();
    const [first, second] = await eventually(async () => ((await ada.asked()).length === 2 ? ada.asked() : undefined));
    expect(second).toEqual(first);
    await ada.list(members(2));
    await eventually(async () => (await ada.batches()).length === 1);
    await late();
    await strike();
    const [batch, repeated] = await eventually(async () =>
      (await ada.batches()).length === 2 ? ada.batches() : undefined,
    );
    const ids = (sent: typeof batch) => sent?.recipients.map((recipient) => recipient.id).toSorted();
    expect([repeated?.id, ids(repeated)]).toEqual([batch?.id, ids(batch)]);
    expect(await ada.asked()).toHaveLength(2);

    // Whoever has left meanwhile is not written to, and keeps nobody else's message from going out.
    const [gone, there] = batch?.recipients ?? [];
    await mfa.database.query('spec.left', `update mfa.member set state = 'left', email = '' where account_id = $1`, [
      gone?.accountId,
    ]);
    await late();
    await strike();
    const third = await eventually(async () => (await ada.batches())[2]);
    expect(third.recipients.map(({ accountId }) => accountId)).toEqual([there?.accountId]);
  });

  it('forgets a deleted account, while it runs and after: what it has counted stays true', async () => {
    const [ada, bob] = [named('Acme Nine'), named('Acme Ten')];
    const [gone, closed, there] = [...members(1), ...members(1, { state: 'closed' }), ...members(1)] as [
      ListedMember,
      ListedMember,
      ListedMember,
    ];
    const all = [gone, closed, there].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1));
    const ids: string[] = [];
    for (const administrator of [ada, bob]) {
      ids.push((await administrator.call<RolloutView>('POST')).id);
      await administrator.list(all);
      await eventually(async () => (await administrator.batches()).length === 1);
    }
    const [over, running] = ids as [string, string];
    const settle = async (administrator: Administrator) => {
      const [batch] = await administrator.batches();
      await tell('messages.sent', { batchId: batch?.id as string, failed: [], at: new Date().toISOString() });
    };
    await settle(ada);
    const ended = { state: 'complete-with-errors', members: 3, succeeded: 2, failed: 1, skipped: 0 };
    await eventually(async () => (await ada.call<RolloutView>('GET', `/${over}`)).finishedAt !== null);

    for (const { accountId } of [gone, closed])
      await tell('account.deleted', { accountId, at: new Date().toISOString() });
    const left = () =>
      mfa.database.query<{ rolloutId: string; accountId: string }>(
        'spec.left-in-rollouts',
        `select rollout_id as "rolloutId", account_id as "accountId" from mfa.rollout_member
         where rollout_id = any($1)`,
        [ids],
      );
    await eventually(async () =>
      (await left()).every(({ accountId }) => ![gone, closed].some((one) => one.accountId === accountId)),
    );
    expect((await left()).filter(({ rolloutId }) => rolloutId === over)).toEqual([
      { rolloutId: over, accountId: there.accountId },
    ]);
    expect(await ada.call('GET', `/${over}`)).toMatchObject(ended);
    await settle(bob);
    await eventually(async () => (await bob.call<RolloutView>('GET', `/${running}`)).finishedAt !== null);
    expect(await bob.call('GET', `/${running}`)).toMatchObject(ended);
  });

  it('tells of its progress while it is made, and ends with it (SSE)', async () => {
    const ada = named('Acme Eight');
    const { id } = await ada.call<RolloutView>('POST');
    let text = '';
    let ended = false;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${mfa.serviceToken()}`,
        [contextHeaders.administrationToken]: ada.token('read'),
      };
      get(`${mfa.url}${path}/${id}/events`, { headers }, resolve).on('error', reject);
    });
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.on('end', () => (ended = true));
    const views = () =>
      [...text.matchAll(/^event: rollout\ndata: (.+)\n\n/gm)].map(
        ([, data]) => JSON.parse(data as string) as RolloutView,
      );
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await eventually(() => views().length === 1);
    await ada.list(members(3));
    await eventually(() => views().some((view) => view.members === 3));
    const [batch] = await ada.batches();
    await tell('messages.sent', { batchId: batch?.id as string, failed: [], at: new Date().toISOString() });
    await eventually(() => ended);
    expect(views().at(-1)).toMatchObject({ state: 'complete', succeeded: 3 });
  });
});
