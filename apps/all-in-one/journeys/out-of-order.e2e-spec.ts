import type { FlowStepKind } from '@postern/contracts';
import {
  askForResetLink,
  changeFactors,
  createApplication,
  openResetLink,
  signInToModify,
  stepUp,
  type Person,
} from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const nobodys = '00000000-0000-4000-8000-000000000000';

/** Everything that a client can do in a flow, and the steps at which it may. */
const actions: [method: string, path: string, body: object | undefined, allowedAt: FlowStepKind[]][] = [
  ['POST', '/enrollment-choice', { choice: 'not-now' }, ['choose-enrollment']],
  ['POST', '/email', {}, ['verify-email', 'await-email', 'manage-factors']],
  ['POST', '/email/resend', {}, ['await-email']],
  ['POST', '/factors', { kind: 'totp' }, ['enroll-factor', 'manage-factors']],
  ['DELETE', '/factors/pending', undefined, ['activate-factor', 'await-email']],
  ['DELETE', `/factors/${nobodys}`, undefined, ['manage-factors']],
  ['POST', '/answer', { code: '123456' }, ['activate-factor', 'answer-challenge']],
  ['POST', '/resend', {}, ['activate-factor', 'answer-challenge']],
  ['POST', '/challenge', { factorId: nobodys }, ['answer-challenge']],
  ['POST', '/lost-factors', {}, ['answer-challenge']],
  ['POST', '/done', {}, ['manage-factors']],
  ['POST', '/password', { password: 'a guess at the password' }, ['confirm-password']],
  ['POST', '/new-password', { password: 'the password of a thief' }, ['choose-password']],
  ['POST', '/terms', { accepted: true }, ['accept-terms']],
];

describe('Every step out of order, for each purpose of a flow (S22)', () => {
  let postern: Installation;

  beforeAll(async () => {
    postern = await install();
    await createApplication(await postern.operator(), {
      slug: 'with-terms',
      terms: { version: '1', title: 'Rules', text: 'Be kind.' },
    });
  });

  afterAll(() => postern.stop());

  type Reach = (person: Person) => Promise<unknown>;
  const newcomers: [step: FlowStepKind, next: Reach][] = [
    ['verify-email', (person) => person.signIn()],
    ['await-email', (person) => person.signIn().then(() => person.act('POST', '/email', {}))],
    ['enroll-factor', (person) => person.signIn().then(() => person.verifyEmail())],
    [
      'activate-factor',
      (person) =>
        person
          .signIn()
          .then(() => person.verifyEmail())
          .then(() => person.enrollSms()),
    ],
  ];
  const enrolled: [purpose: string, step: FlowStepKind, reach: Reach][] = [
    ['sign-in', 'answer-challenge', (person) => person.signIn()],
    ['sign-in', 'accept-terms', (person) => person.signInFully({ application: 'with-terms' })],
    ['sign-in', 'manage-factors', signInToModify],
    ['step-up', 'answer-challenge', (person) => stepUp(person, { maxAgeSeconds: 0 })],
    ['step-up', 'confirm-password', (person) => aDayPasses().then(() => stepUp(person))],
    ['manage-factors', 'manage-factors', changeFactors],
    ['recovery', 'answer-challenge', async (person) => openResetLink(person, await askForResetLink(person))],
    [
      'recovery',
      'choose-password',
      async (person) => openResetLink(person, await askForResetLink(person)).then(() => person.finish()),
    ],
  ];
  const aDayPasses = () => postern.sql(`update identity.session set authenticated_at = now() - interval '25 hours'`);
  const stages: [purpose: string, step: FlowStepKind, start: () => Promise<Person>, reach: Reach][] = [
    ...newcomers.map(([step, reach]) => ['sign-in', step, () => postern.newcomer(), reach] as never),
    ...enrolled.map(([purpose, step, reach]) => [purpose, step, () => postern.enrolled(), reach] as never),
  ];

  it.each(stages)('%s: at %s only what belongs there is done', async (purpose, kind, start, reach) => {
    const person = await start();
    await reach(person);
    expect(person.flow).toMatchObject({ purpose, step: { kind } });
    for (const [method, path, body, allowedAt] of actions) {
      if (allowedAt.includes(kind)) continue;
      const reply = await person.attempt<object>(method, path, body);
      expect([path, reply]).toMatchObject([path, { status: 409, body: { code: 'flow.step_out_of_order' } }]);
      expect(reply.body).not.toHaveProperty('session');
    }
    expect(await person.act('GET')).toMatchObject({ kind });
  });

  it('at the end nothing is left to do, and there is no second session', async () => {
    const person = await postern.enrolled();
    await person.signInFully();
    expect(person.flow?.step.kind).toBe('complete');
    for (const [method, path, body] of actions) {
      const reply = await person.attempt<object>(method, path, body);
      // Whoever repeats an agreement, as after a lost reply, learns that the flow is complete.
      expect([path, reply.status]).toEqual([path, path === '/terms' ? 200 : 409]);
      expect(reply.body).not.toHaveProperty('session');
    }
  });
});
