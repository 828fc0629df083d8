import { aalOf, highestAal, reaches } from '../challenge/assurance.js';
import { isEnrollable, type EnrollableKind } from '../factor/factor-kind.js';
import { policyFor } from '../policy/enrollment-policy.js';
import { nothing, type PolicyValues } from '../policy/policy-values.js';
import { aNewSubject, anEnrollment, aPolicy, aSubject } from '../testing/builders.js';
import type { Authenticator } from '../testing/fake-passkeys.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';
import type { FlowOutcome } from '../use-cases/outcome.js';
import type { Subject } from './subject.js';

const sets: { active: EnrollableKind[]; disabled?: EnrollableKind[] }[] = [
  { active: [] },
  { active: ['sms'] },
  { active: ['email'] },
  { active: ['totp'] },
  { active: ['webauthn'] },
  { active: ['email', 'totp'] },
  { active: ['sms', 'webauthn'] },
  { active: [], disabled: ['sms'] },
  { active: ['email'], disabled: ['totp'] },
  { active: ['totp'], disabled: ['sms'] },
];
const allowances: EnrollableKind[][] = [['sms', 'email', 'totp', 'webauthn'], ['sms', 'email'], ['totp'], ['webauthn']];
const session = { id: 'a session' } as unknown as NonNullable<Subject['session']>;
const purposes: Record<string, Partial<Subject>> = {
  'sign-in': {},
  'sign-in by passkey': { amr: ['hwk', 'user', 'mfa'], aal: 'aal2' },
  recovery: { purpose: 'recovery', amr: ['email'] },
  'step-up': { purpose: 'step-up', session, stepUp: { aal: null, satisfied: false } },
  'step-up of an old session': { purpose: 'step-up', session, amr: [], stepUp: { aal: null, satisfied: false } },
  'step-up to aal2': { purpose: 'step-up', session, stepUp: { aal: 'aal2', satisfied: false } },
  'manage-factors': { purpose: 'manage-factors', session, aal: 'aal2' },
};

const asking: Record<Case['demand'], Partial<PolicyValues>> = {
  offered: {},
  'from the cut-off': {},
  required: { mfa: 'required' },
  aal2: { leastAal: 'aal2' },
};

type Set = (typeof sets)[number];
/** Who has to have a factor: nobody by their age, this account by its age, everybody, everybody one that reaches the level. */
const demands = ['offered', 'from the cut-off', 'required', 'aal2'] as const;
interface Case {
  set: Set;
  purpose: string;
  allowed: EnrollableKind[];
  demand: (typeof demands)[number];
  codes: boolean;
}

const places = allowances.flatMap((allowed) =>
  demands.flatMap((demand) => [true, false].map((codes) => ({ allowed, demand, codes }))),
);
const cases = Object.keys(purposes).flatMap((purpose) =>
  sets.map((set) => [purpose, `${set.active}`, `${set.disabled ?? ''}`, set] as const),
);

/** Somebody who has set up these factors, and perhaps codes, as people do. */
async function given({ active, disabled = [] }: Set, must: boolean, codes: boolean) {
  const ports = inMemoryPorts();
  const world = worldOn(ports);
  const person = new Person(world, must ? aNewSubject() : aSubject());
  const { accountId, email } = person.subject;
  const verified = { accountId, verifiedAddress: email, verifiedAt: ports.clock.now() };
  ports.store.enrollments.set(accountId, anEnrollment(verified).state);
  const authenticator = world.authenticator();
  await person.start({ purpose: 'manage-factors', aal: 'aal2' });
  for (const kind of [...active, ...disabled]) await enroll(person, kind, authenticator);
  if (codes) await world.renewRecoveryCodes.execute(person.subject, person.source);
  for (const state of ports.store.factors.values()) {
    const gone = disabled.some((kind) => kind === state.kind);
    if (gone) ports.store.factors.set(state.id, { ...state, status: 'disabled' });
  }
  world.clock.advance(60);
  const factors = () => ports.store.standing(accountId, person.source).factors;
  return { world, person, authenticator, factors };
}

async function enroll(person: Person, kind: EnrollableKind, authenticator: Authenticator): Promise<void> {
  await person.world.enrollFactor.execute(person.call, kind === 'sms' ? { kind, phone: '2125550131' } : { kind });
  await answer(person, kind, authenticator);
}

const answer = (person: Person, kind: string, authenticator: Authenticator): Promise<FlowOutcome> =>
  kind === 'webauthn' ? person.answerWith(authenticator) : person.answerRight();

const stepOf = (outcome: FlowOutcome) => (outcome.ok ? outcome.step : null);

async function walk({ set, purpose, allowed: listed, demand, codes }: Case): Promise<void> {
  const { world, person, authenticator, factors } = await given(set, demand === 'from the cut-off', codes);
  const asked = { ...nothing, ...asking[demand] };
  const policy = policyFor(aPolicy({ allowedKinds: listed }), null, [asked]);
  const allowed = policy.allowedKinds;
  const must = demand !== 'offered';
  const ofEverybody = policy.mfa === 'required';
  const claims = purposes[purpose] ?? {};
  world.policies.policy = policy;
  const standing = factors();
  const enrollable = standing.filter(({ state }) => isEnrollable(state.kind));
  const usable = enrollable.filter(({ state }) => state.status === 'active');
  const isAllowed = (kind: string) => allowed.some((one) => one === kind);
  const highest = highestAal(standing);
  const begun = await person.start(claims);
  if (!begun.ok) {
    const able =
      ofEverybody && !usable.some(({ state }) => isAllowed(state.kind))
        ? allowed
        : usable.map(({ state }) => state.kind);
    const unreachable = purpose === 'step-up to aal2' && !able.some((kind) => aalOf(kind) === 'aal2');
    expect([begun.refusal.code, unreachable]).toEqual(['step_up.unreachable', true]);
    return;
  }

  // A password given once more, where that is asked for.
  if (begun.step.kind === 'confirm-password') {
    expect(purpose.startsWith('step-up')).toBe(true);
    await world.confirmPassword.execute(person.call, { ...person.subject, purpose: 'step-up' });
  }
  let step = stepOf(await person.read());

  if (step?.kind === 'answer-challenge') {
    const asked = [step.factor, ...step.alternatives].filter(({ state }) => isEnrollable(state.kind));
    const open = asked.filter(({ state }) => state.status === 'active');
    // Nothing that is not allowed is offered beside what is.
    const kinds = open.map(({ state }) => isAllowed(state.kind));
    expect(new Set(kinds).size).toBeLessThanOrEqual(1);
    if (open.length === 0) {
      // Locked, for nothing that could answer is as good: codes are the way on, where there are any.
      expect(step.factor.state.status).toBe('disabled');
      expect(usable.every(({ state }) => !reaches(aalOf(state.kind), highest))).toBe(true);
      expect(step.alternatives).toHaveLength(codes ? 1 : 0);
      return;
    }
    // Right away, with each of them.
    expect(stepOf(await person.read())?.kind).toBe('answer-challenge');
    const { kind } = step.factor.state;
    step = stepOf(await answer(person, kind, authenticator));
    if (step?.kind === 'complete') expect(reaches(aalOf(kind), step.assurance.aal)).toBe(true);
    if (purpose === 'recovery') expect(aalOf(kind)).toBe(highest);
  } else {
    // Nothing was asked for: there is nothing, or a passkey was enough.
    const shown = purpose === 'sign-in by passkey' || purpose === 'manage-factors';
    expect(enrollable.length === 0 || shown).toBe(true);
    if (step?.kind === 'complete' && !shown) expect(step.assurance.aal).toBe('aal1');
  }

  if (step?.kind === 'choose-enrollment') {
    expect([must, enrollable]).toEqual([false, []]);
    step = stepOf(await world.chooseEnrollment.execute(person.call, 'not-now'));
  }
  if (step?.kind === 'enroll-factor') {
    expect(must).toBe(true);
    expect(usable.some(({ state }) => isAllowed(state.kind))).toBe(false);
    const [kind] = step.allowed;
    await enroll(person, kind as EnrollableKind, authenticator);
    const after = factors().map(({ state }) => state.kind);
    expect(after).toContain(kind);
    expect(after).toEqual(expect.arrayContaining(usable.map(({ state }) => state.kind)));
    step = stepOf(await person.read());
    if (step?.kind === 'enroll-factor') {
      // The second one that may be set up as well.
      expect([ofEverybody, step.skippable, enrollable]).toEqual([true, true, []]);
      step = stepOf(await world.finishChanges.execute(person.call));
    }
  }
  const end = { recovery: 'choose-password', 'manage-factors': 'manage-factors' }[purpose] ?? 'complete';
  expect(step?.kind).toBe(end);
  if (step?.kind === 'complete' && purpose !== 'manage-factors') {
    expect(reaches(step.assurance.aal, policy.leastAal)).toBe(true);
  }
  if (
    step?.kind === 'complete' &&
    must &&
    (ofEverybody || purpose.startsWith('sign-in')) &&
    purpose !== 'manage-factors'
  ) {
    const has = factors().filter(({ state }) => state.status === 'active');
    expect(has.some(({ state }) => isAllowed(state.kind)) || purpose === 'sign-in by passkey').toBe(true);
  }
}

describe('every purpose, with every kind of factor, wherever it is allowed or not', () => {
  it.each(cases)(
    '%s, with [%s], disabled [%s]: no dead end, and no way around (S10, S11, S13)',
    async (purpose, _, __, set) => {
      for (const place of places) {
        await walk({ set, purpose, ...place }).catch((error: Error) => {
          throw new Error(`${JSON.stringify(place)}: ${error.message}`, { cause: error });
        });
      }
    },
  );
});
