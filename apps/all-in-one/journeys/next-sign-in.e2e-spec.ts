import type { FlowView } from '@postern/contracts';
import { Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

describe('The next sign-in of somebody enrolled', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
  });

  afterAll(() => postern.stop());

  const enrolledBySms = async (): Promise<Person> => {
    const ann = await postern.newcomer();
    await ann.signIn();
    await ann.verifyEmail();
    await ann.enrollSms();
    await ann.answer(await ann.receiveCode(ann.phone));
    return ann;
  };
  const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

  it('sends the same code again on a resend, after a cool-down that the server keeps', async () => {
    const ann = await enrolledBySms();
    await ann.signIn();
    const { resendAt } = ann.step('answer-challenge').challenge;
    const first = await ann.receiveCode(ann.phone);

    const early = await ann.attempt<{ resendAt: string }>('POST', '/resend');
    expect(early).toMatchObject({ status: 429, body: { code: 'challenge.resend_too_soon', resendAt } });
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);

    await new Promise((resolve) => setTimeout(resolve, Date.parse(resendAt as string) - Date.now() + 50));
    await ann.act('POST', '/resend');
    expect(await ann.receiveCode(ann.phone)).toBe(first);
    expect(Date.parse(ann.step('answer-challenge').challenge.resendAt as string) - Date.now()).toBeGreaterThan(10_000);
    await ann.answer(first);
    expect(ann.flow?.step.kind).toBe('complete');
  });

  it('locks after five wrong codes: then the right one is refused too, and a new sign-in does not help (S5)', async () => {
    const ann = await enrolledBySms();
    await ann.signIn();
    const code = await ann.receiveCode(ann.phone);
    for (const left of [4, 3, 2, 1, 0]) {
      const reply = await ann.attempt<{ attemptsLeft: number }>('POST', '/answer', { code: wrongFor(code) });
      expect(reply.status).toBe(422);
      expect(reply.body.attemptsLeft).toBe(left);
    }
    expect(await ann.attempt('POST', '/answer', { code })).toMatchObject({
      status: 422,
      body: { code: 'challenge.locked' },
    });

    const before = (await ann.inbox.messages(`+1${ann.phone}`)).length;
    await ann.signIn();
    expect(ann.step('answer-challenge').challenge.attemptsLeft).toBe(0);
    expect(await ann.attempt('POST', '/answer', { code })).toMatchObject({
      status: 422,
      body: { code: 'challenge.locked' },
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await ann.inbox.messages(`+1${ann.phone}`)).length).toBe(before);
  });

  it('evaluates exactly five of two hundred wrong codes that arrive at once (S5)', async () => {
    const ann = await enrolledBySms();
    await ann.signIn();
    const code = await ann.receiveCode(ann.phone);
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => ann.attempt<{ code: string }>('POST', '/answer', { code: wrongFor(code) })),
    );
    expect(replies.filter(({ body }) => body.code === 'challenge.rejected')).toHaveLength(5);
    expect(replies.filter(({ body }) => body.code === 'challenge.locked')).toHaveLength(195);
  });

  it('takes one of twenty right answers that arrive at once, and issues one session (S4)', async () => {
    const ann = await enrolledBySms();
    await ann.signIn();
    const code = await ann.receiveCode(ann.phone);
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => ann.attempt<FlowView>('POST', '/answer', { code })),
    );
    expect(new Set(replies.map(({ body }) => body.session?.token).filter(Boolean)).size).toBe(1);
  });

  it('does not take a code of another sign-in of the same person (S4)', async () => {
    const ann = await enrolledBySms();
    const elsewhere = new Person(postern.client, ann);
    await ann.signIn();
    const hers = await ann.receiveCode(ann.phone);
    await elsewhere.signIn();
    const theirs = await ann.receiveCode(ann.phone);
    expect(theirs).not.toBe(hers);
    expect((await elsewhere.attempt('POST', '/answer', { code: hers })).status).toBe(422);
    await ann.answer(hers);
    expect(ann.flow?.step.kind).toBe('complete');
  });

  it('gives a new session token every time; an ended session is gone within a second (S15)', async () => {
    const ann = await enrolledBySms();
    const first = ann.session as string;
    await ann.signIn();
    await ann.answer(await ann.receiveCode(ann.phone));
    expect(ann.session).not.toBe(first);
    const client = postern.client.as(first);
    expect((await client.send('GET', '/v1/session')).status).toBe(200);
    expect((await client.send('DELETE', '/v1/session')).status).toBe(204);
    expect(await client.send('GET', '/v1/session')).toMatchObject({ status: 401, body: { code: 'session.required' } });
  });
});
