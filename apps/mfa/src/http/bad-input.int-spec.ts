import { contextHeaders } from '@postern/contracts';
import { Redacted } from '@postern/kernel';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { Visitor } from '../testing/visitor.js';

describe('Bad input gets a clear answer and changes nothing (S22)', () => {
  let mfa: RunningMfa;
  let ann: Visitor;
  beforeAll(async () => {
    mfa = await runMfa();
    ann = new Visitor(mfa);
    await ann.signIn();
  });
  afterAll(() => mfa.stop());

  const post = (path: string, body: unknown) =>
    fetch(`${mfa.url}/internal/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${mfa.serviceToken()}`,
        'content-type': 'application/json',
        [contextHeaders.flowToken]: ann.flowToken,
        [contextHeaders.source]: ann.source,
      },
      body: JSON.stringify(body),
    });

  it.each<[path: string, body: unknown, field: string]>([
    ['flows', {}, 'subjectToken'],
    ['flows', { subjectToken: 7 }, 'subjectToken'],
    ['flows', { subjectToken: 'x', admin: true }, 'admin'],
    ['flows/current/enrollment-choice', { choice: 'later' }, 'choice'],
    ['flows/current/email', { address: 'nobody' }, 'address'],
    ['flows/current/email', { address: 'a@example.org\r\nBcc: b@example.org' }, 'address'],
    ['flows/current/email', { address: ['a@example.org'] }, 'address'],
    ['flows/current/factors', { kind: 'fax' }, 'kind'],
    ['flows/current/factors', { kind: 'sms' }, 'phone'],
    ['flows/current/factors', { kind: 'sms', phone: 2125550131 }, 'phone'],
    ['flows/current/factors', { kind: 'totp', seed: 'AAAA' }, 'seed'],
    ['flows/current/answer', { code: '12345' }, 'code'],
    ['flows/current/answer', { code: 123456 }, 'code'],
    ['flows/current/answer', { code: '١٢٣٤٥٦' }, 'code'],
    ['flows/current/answer', null, 'code'],
    ['flows/current/challenge', { factorId: "' or 1=1 --" }, 'factorId'],
    ['email-verifications', { token: '<script>' }, 'token'],
  ])('%s %j', async (path, body, field) => {
    const reply = await post(path, body);
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await reply.json()) as { code: string; errors: { field: string }[] };
    expect(problem.code).toBe('request.invalid');
    expect(problem.errors.map((error) => error.field)).toContain(field);
    expect(await ann.act('GET')).toEqual({ kind: 'verify-email', accountEmail: ann.email });
  });

  it.each([
    ['POST', '/enrollment-choice', { choice: 'not-now' }],
    ['POST', '/email/resend', undefined],
    ['POST', '/factors', { kind: 'totp' }],
    ['POST', '/answer', { code: '123456' }],
    ['POST', '/resend', undefined],
    ['POST', '/challenge', { factorId: '00000000-0000-4000-8000-000000000000' }],
    ['DELETE', '/factors/pending', undefined],
  ] as const)('a step out of order: %s %s', async (method, path, body) => {
    expect(await ann.attempt(method, path, body)).toMatchObject({
      code: 'flow.step_out_of_order',
      step: 'verify-email',
    });
  });

  it('a number that is none is told what is wrong, and nothing is sent', async () => {
    const ben = new Visitor(mfa);
    await ben.signIn();
    await ben.verifyEmail();
    expect(await ben.attempt('POST', '/factors', { kind: 'sms', phone: '+44 20 7946 0958' })).toMatchObject({
      code: 'phone.refused',
      errors: [{ field: 'phone', reason: 'international', message: expect.stringContaining('US numbers') }],
    });
    expect(ben.flow?.step.kind).toBe('enroll-factor');
  });
});

describe('While the queue is away', () => {
  it('every call answers, and the messages wait in the outbox', async () => {
    const mfa = await runMfa({ queueUrl: () => new Redacted('postgres://nobody@127.0.0.1:1/none') });
    const ann = await new Visitor(mfa).withSms();
    expect(ann.flow?.step.kind).toBe('complete');
    const [row] = await mfa.database.query<{ waiting: number }>(
      'spec.waiting',
      'select count(*)::int as waiting from mfa.outbox',
    );
    // Link and passcode for the person; what was verified and added for identity.
    expect(row?.waiting).toBe(4);
    await mfa.stop();
  });
});
