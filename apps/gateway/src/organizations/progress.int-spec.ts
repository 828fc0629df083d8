import { rolloutView } from '@postern/contracts';
import { eventually } from '@postern/platform/testing';
import { organizationExamples } from '../api-reference/organization-examples.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const { id } = organizationExamples.organization['acme logistics'];
const rollout = rolloutView.parse(mfaExamples.rollout['under way']);
const rolloutEvents = `/v1/organizations/${id}/mfa-rollouts/${rollout.id}/events`;

describe('following what goes on in an organization', () => {
  let gateway: GatewayUnderTest;
  let cookies: string;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    gateway.identity.acting.set(id, 'administrator');
    cookies = await gateway.session();
  });
  afterEach(() => gateway.close());

  const follow = async (path: string, signal?: AbortSignal) => {
    const reply = await fetch(`${gateway.url}${path}`, { headers: { cookie: cookies }, ...(signal ? { signal } : {}) });
    const read = { reply, text: '', ended: false };
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
    void (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        read.text += value;
      }
      read.ended = true;
    })().catch(() => (read.ended = true));
    return read;
  };
  const contains = (read: { text: string }, part: string) => eventually(() => read.text.includes(part));
  const tell = (more: object) => {
    for (const { raw } of gateway.mfa.followers)
      raw.write(`event: rollout\ndata: ${JSON.stringify({ ...rollout, ...more })}\n\n`);
  };
  const importEvents = () => `/v1/organizations/${id}/member-imports/${gateway.identity.memberImport.id}/events`;

  it('tells how far a rollout is, now and as it goes on, and ends with it', async () => {
    const read = await follow(rolloutEvents);
    expect(read.reply.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(read.reply.headers.get('x-accel-buffering')).toBe('no');
    expect(read.reply.headers.get('cache-control')).toContain('no-store');
    await contains(read, '"succeeded":180');
    tell({ state: 'paused', succeeded: 190 });
    await contains(read, '"state":"paused"');
    expect(read.ended).toBe(false);
    tell({ state: 'complete', finishedAt: rollout.startedAt });
    await eventually(() => read.ended);
    expect(read.text).toContain('"state":"complete"');
    await eventually(() => gateway.mfa.followers.size === 0);
  });

  it('S15: ends within about a second for whoever may not know it any more', async () => {
    const removed = await follow(rolloutEvents);
    await contains(removed, '"succeeded":180');
    const began = Date.now();
    gateway.identity.acting.clear();
    await eventually(() => removed.ended);
    expect(Date.now() - began).toBeLessThan(2500);
    await eventually(() => gateway.mfa.followers.size === 0);
  });

  it('S15: uses the session once, when it begins, and never again: an open page keeps nobody signed in', async () => {
    await contains(await follow(rolloutEvents), '"succeeded":180');
    const tokens = `/internal/organizations/${id}/administration-tokens`;
    const looks = () => gateway.identity.callsTo('POST', tokens).map(({ unattended }) => unattended);
    await eventually(() => looks().length > 2);
    expect(new Set(looks().slice(1))).toEqual(new Set(['true']));
    await follow(importEvents());
    const path = importEvents().replace('/v1/', '/internal/').replace('/events', '');
    const reads = () => gateway.identity.callsTo('GET', path).map(({ unattended }) => unattended);
    await eventually(() => reads().length > 1);
    expect([reads()[0], reads()[1], looks()[0]]).toEqual([undefined, 'true', undefined]);
  });

  it('hangs up on mfa when the client goes away, and asks identity no more', async () => {
    const leaving = new AbortController();
    await contains(await follow(rolloutEvents, leaving.signal), '"succeeded":180');
    expect(gateway.mfa.followers.size).toBe(1);
    leaving.abort();
    await eventually(() => gateway.mfa.followers.size === 0);
    const asked = gateway.identity.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 1300));
    expect(gateway.identity.calls).toHaveLength(asked);
  });

  it('what mfa should not send is not passed on', async () => {
    const read = await follow(rolloutEvents);
    await contains(read, '"succeeded":180');
    tell({ secret: 'canary' });
    await eventually(() => read.ended);
    expect(read.text).not.toContain('canary');
  });

  it('S21: at most five at a time for one session', async () => {
    await Promise.all([1, 2, 3, 4, 5].map(() => follow(rolloutEvents)));
    const sixth = await follow(importEvents());
    expect([sixth.reply.status, sixth.reply.headers.get('content-type')]).toEqual([
      429,
      expect.stringContaining('problem+json'),
    ]);
  });

  it('S22: there is nothing to follow for strangers, and nothing that there is not', async () => {
    const unknown = await follow(rolloutEvents.replace(rollout.id, 'x'));
    await contains(unknown, 'rollout.not_found');
    gateway.identity.acting.clear();
    for (const path of [rolloutEvents, importEvents()]) {
      const read = await follow(path);
      expect(read.reply.status).toBe(404);
      await contains(read, 'organization.not_found');
    }
    expect(gateway.mfa.followers.size).toBe(0);
  });

  it('tells how far an import is, until it is complete', async () => {
    const read = await follow(importEvents());
    await contains(read, '"processed":250');
    gateway.identity.memberImport = { ...gateway.identity.memberImport, processed: 500, state: 'complete' };
    await eventually(() => read.ended);
    expect(read.text.match(/event: import/g)).toHaveLength(2);
    expect(read.text).toContain('"processed":500');
  });

  it('shutting down waits for nobody who follows', async () => {
    const both = [await follow(rolloutEvents), await follow(importEvents())];
    const began = Date.now();
    await gateway.service.close();
    expect(Date.now() - began).toBeLessThan(3000);
    await eventually(() => both.every(({ ended }) => ended));
  });
});
