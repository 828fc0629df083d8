import type { FlowStepKind } from '@postern/contracts';
import {
  askForResetLink,
  changeFactors,
  createApplication,
  openResetLink,
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
  let ann: Person;

  beforeAll(async () => {
    postern = await install();
    await createApplication(await postern.operator(), {
      slug: 'with-terms',
      terms: { version: '1', title: 'Rules', text: 'Be kind.' },
    });
    ann = await postern.enrolled();
  });

  afterAll(() => postern.stop());

  const enrolledHere = async () => {
    const person = ann.elsewhere();
    person.session = ann.session;
    return person;
  };
  const stages: [purpose: string, step: FlowStepKind, reach: () => Promise<Person>][] = [
    ['sign-in', 'verify-email', () => fresh(async (person) => person.signIn())],
    [
      'sign-in',
      'await-email',
      () => fresh(async (person) => (await person.signIn(), person.act('POST', '/email', {}))),
    ],
    ['sign-in', 'enroll-factor', () => fresh(async (person) => (await person.signIn(), person.verifyEmail()))],
    [
      'sign-in',
      'activate-factor',
      () => fresh(async (person) => (await person.signIn(), await person.verifyEmail(), person.enrollSms())),
    ],
    ['sign-in', 'answer-challenge', () => here((person) => person.signIn())],
    ['sign-in', 'accept-terms', () => here((person) => person.signInFully({ application: 'with-terms' }))],
    [
      'sign-in',
      'manage-factors',
      () =>
        here(
          async (person) => (
            await person.signIn(),
            person.answer(await person.receiveCode(person.phone), { modifyFactors: true })
          ),
        ),
    ],
    ['step-up', 'answer-challenge', () => here((person) => stepUp(person, { maxAgeSeconds: 0 }))],
    ['step-up', 'confirm-password', () => here(async (person) => (await longAgo(), stepUp(person)))],
    ['manage-factors', 'manage-factors', () => here(async (person) => (await justNow(), changeFactors(person)))],
    [
      'recovery',
      'answer-challenge',
      () => here(async (person) => openResetLink(person, await askForResetLink(person))),
    ],
    [
      'recovery',
      'choose-password',
      () => here(async (person) => (await openResetLink(person, await askForResetLink(person)), person.finish())),
    ],
  ];
  const reached = async (person: Person, reach: (person: Person) => Promise<unknown>) => (await reach(person), person);
  const fresh = async (reach: (person: Person) => Promise<unknown>) => reached(await postern.newcomer(), reach);
  const here = async (reach: (person: Person) => Promise<unknown>) => reached(await enrolledHere(), reach);
  const authenticated = (age: string) =>
    postern.sql('update identity.session set authenticated_at = now() - $1::interval', [age]);
  const longAgo = () => authenticated('25 hours');
  const justNow = () => authenticated('0 seconds');

  it.each(stages)('%s: at %s only what belongs there is done', async (purpose, kind, reach) => {
    const person = await reach();
    expect(person.flow).toMatchObject({ purpose, step: { kind } });
    for (const [method, path, body, allowedAt] of actions) {
      if (allowedAt.includes(kind)) continue;
      const reply = await person.attempt<object>(method, path, body);
      expect([path, reply]).toMatchObject([path, { status: 409, body: { code: 'flow.step_out_of_order' } }]);
      expect(reply.body).not.toHaveProperty('session');
    }
    expect(await person.act('GET')).toMatchObject({ kind });
  });

  it('at the end nothing is left to do: the flow is gone', async () => {
    const person = await here((someone) => someone.signInFully());
    expect(person.flow?.step.kind).toBe('complete');
    for (const [method, path, body] of actions) {
      const reply = await person.attempt<object>(method, path, body);
      expect([path, reply.status >= 400 && reply.status < 500]).toEqual([path, true]);
      expect(reply.body).not.toHaveProperty('session');
    }
  });
});
