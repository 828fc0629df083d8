import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '@postern/platform/testing';
import { cookiesOf, GatewayUnderTest } from '../testing/gateway-under-test.js';

describe('following a sign-in', () => {
  let gateway: GatewayUnderTest;
  let cookies: string;
  let token: string;

  beforeEach(async () => {
    gateway = await GatewayUnderTest.start();
    cookies = cookiesOf(await gateway.signIn());
    token = cookies.split('=')[1] as string;
  });
  afterEach(() => gateway.close());

  const follow = async (signal?: AbortSignal) => {
    const reply = await fetch(`${gateway.url}/v1/sign-ins/current/events`, {
      headers: { cookie: cookies },
      ...(signal ? { signal } : {}),
    });
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

  it('tells the state now and at every change, and ends with the flow', async () => {
    const read = await follow();
    expect(read.reply.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(read.reply.headers.get('x-accel-buffering')).toBe('no');
    expect(read.reply.headers.get('cache-control')).toContain('no-store');
    await contains(read, '"kind":"answer-challenge"');
    expect(read.text).toMatch(/event: flow\ndata: \{"id":"[^\n]+"application":null[^\n]+\}\n\n/);
    const flow = gateway.mfa.flows.get(token)!;
    gateway.mfa.tell({ ...flow, step: { kind: 'enroll-factor', allowed: ['totp'], active: [], skippable: false } });
    await contains(read, '"kind":"enroll-factor"');
    gateway.mfa.tell({ ...flow, step: { kind: 'complete' } });
    await contains(read, '"kind":"complete"');
    await eventually(() => read.ended);
    await eventually(() => gateway.mfa.streams.size === 0);
  });

  it('S9: never passes an assurance token on, whatever mfa sends', async () => {
    const read = await follow();
    await contains(read, 'answer-challenge');
    const flow = gateway.mfa.flows.get(token)!;
    for (const { raw } of gateway.mfa.streams) {
      const leak = { ...flow, step: { kind: 'complete' }, assuranceToken: 'canary-assurance' };
      raw.write(`event: flow\ndata: ${JSON.stringify(leak)}\n\n`);
    }
    await eventually(() => read.ended);
    expect(read.text).toContain('"kind":"complete"');
    expect(read.text).not.toContain('canary');
  });

  it('hangs up on mfa when the client goes away', async () => {
    const leaving = new AbortController();
    await contains(await follow(leaving.signal), 'answer-challenge');
    expect(gateway.mfa.streams.size).toBe(1);
    leaving.abort();
    await eventually(() => gateway.mfa.streams.size === 0);
  });

  it('S21: at most five at a time, and a place is free again when one ends', async () => {
    const leaving = new AbortController();
    await follow(leaving.signal);
    await Promise.all([1, 2, 3, 4].map(() => follow()));
    const sixth = await follow();
    expect(sixth.reply.status).toBe(429);
    expect(sixth.reply.headers.get('content-type')).toContain('problem+json');
    leaving.abort();
    await eventually(async () => (await follow()).reply.status === 200);
  });

  it('ends when mfa goes away, so that the client comes back', async () => {
    const read = await follow();
    await contains(read, 'answer-challenge');
    for (const { raw } of gateway.mfa.streams) raw.destroy();
    await eventually(() => read.ended);
  });

  it('shutting down does not wait for those who follow', async () => {
    const read = await follow();
    await contains(read, 'answer-challenge');
    const began = Date.now();
    await gateway.service.close();
    expect(Date.now() - began).toBeLessThan(3000);
    await eventually(() => read.ended);
  });

  it('nor for browsers that opened a connection in advance', async () => {
    const { hostname, port } = new URL(gateway.url);
    const unused = connect(Number(port), hostname);
    await once(unused, 'connect');
    const began = Date.now();
    await gateway.service.close();
    expect(Date.now() - began).toBeLessThan(3000);
    unused.destroy();
  });

  it('needs a flow', async () => {
    expect((await gateway.call('/v1/sign-ins/current/events')).status).toBe(401);
    const unknown = await gateway.call('/v1/sign-ins/current/events', {
      headers: { authorization: `Bearer ${'A'.repeat(43)}` },
    });
    expect([unknown.status, ((await unknown.json()) as { code: string }).code]).toEqual([401, 'flow.required']);
  });
});
