import fc from 'fast-check';
import { aalOf, reaches } from '../challenge/assurance.js';
import type { FactorId } from '../ids.js';
import { policyFor } from '../policy/enrollment-policy.js';
import { nothing, type PolicyValues } from '../policy/policy-values.js';
import { aNewSubject, aPolicy, aSubject } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';
import type { WantedFactor } from '../use-cases/enroll-factor.js';
import type { FlowPurpose } from './subject.js';

const wanted: fc.Arbitrary<WantedFactor> = fc.constantFrom<WantedFactor>(
  { kind: 'sms', phone: '2125550131' },
  { kind: 'sms', phone: '2125550177' },
  { kind: 'email' },
  { kind: 'totp' },
);
/** What an organization may say from one moment to the next. */
const policies: Partial<PolicyValues>[] = [
  {},
  {},
  { mfa: 'required' },
  { leastAal: 'aal2' },
  { allowedKinds: ['totp'] },
];
const purpose = fc.constantFrom(...(['sign-in', 'step-up', 'recovery', 'manage-factors'] as const));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('start' as const), purpose, fresh: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('enroll' as const), wanted, replaces: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('answer' as const), right: fc.boolean(), modify: fc.boolean() }),
  },
  fc.record({ do: fc.constant('remove' as const), index: fc.nat(2) }),
  fc.record({ do: fc.constant('switch' as const), index: fc.nat(2) }),
  fc.record({ do: fc.constant('email' as const), address: fc.constantFrom(undefined, 'other@example.org') }),
  fc.record({ do: fc.constant('policy' as const), asked: fc.constantFrom<Partial<PolicyValues>>(...policies) }),
  fc.record({ do: fc.constantFrom(...(['link', 'lost', 'done', 'cancel', 'confirm', 'choose', 'wait'] as const)) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What the person has really shown in the flow that they are in. */
interface Shown {
  purpose: FlowPurpose;
  /** Whether the session or the word of identity was worth the account's highest level when the flow began. */
  highEnough: boolean;
  startedWithFactors: boolean;
  right: boolean;
  password: boolean;
  /** By link: of whatever purpose. */
  mailbox: boolean;
}

/** What identity says was shown before. */
const worth: Record<FlowPurpose, string[]> = {
  'sign-in': ['pwd'],
  recovery: ['email'],
  'manage-factors': ['pwd'],
  'step-up': [],
};

class Life {
  private readonly ports = inMemoryPorts();
  readonly world = worldOn(this.ports);
  readonly person: Person;
  shown: Shown | null = null;

  constructor(readonly mustEnroll: boolean) {
    this.world.policies.policy = aPolicy();
    this.person = new Person(this.world, mustEnroll ? aNewSubject() : aSubject());
  }

  get factors() {
    const { factors } = this.ports.store.standing(this.person.subject.accountId, this.person.source);
    return factors;
  }

  async carryOut(wish: Step): Promise<void> {
    const { world, person } = this;
    const { call } = person;
    switch (wish.do) {
      case 'start':
        return this.start(wish.purpose, wish.fresh);
      case 'enroll': {
        const [replaced] = this.factors.filter(({ state }) => state.kind === wish.wanted.kind);
        const replaces = wish.replaces && wish.wanted.kind === 'totp' ? { replaces: replaced?.state.id } : {};
        return void (await world.enrollFactor.execute(call, { ...wish.wanted, ...replaces }));
      }
      case 'answer': {
        const code = await (wish.right ? person.rightCode() : person.wrongCode()).catch(() => '424242');
        const wishes = { modifyFactors: wish.modify, rememberDevice: null };
        const outcome = await world.answerChallenge.execute(call, { code }, wishes);
        if (outcome.ok && this.shown) this.shown.right = true;
        return;
      }
      case 'remove':
        return void (await world.removeFactor.execute(call, (this.factors[wish.index]?.state.id ?? '') as FactorId));
      case 'switch': {
        const asked = await person.at('answer-challenge').catch(() => null);
        const id = asked?.alternatives[wish.index]?.state.id ?? '';
        return void (await world.switchChallenge.execute(call, id as FactorId));
      }
      case 'email':
        return void (await world.chooseEmail.execute(call, wish.address));
      case 'link': {
        const outcome = await person.openLink().catch(() => null);
        if (outcome?.kind === 'verified' && this.shown) this.shown.mailbox = true;
        return;
      }
      case 'policy':
        world.policies.policy = policyFor(aPolicy(), null, [{ ...nothing, ...wish.asked }]);
        return;
      case 'lost':
        return void (await world.recoverFactors.execute(call));
      case 'done':
        return void (await world.finishChanges.execute(call));
      case 'cancel':
        return void (await world.cancelEnrollment.execute(call));
      case 'choose':
        return void (await world.chooseEnrollment.execute(call, 'enroll'));
      case 'confirm': {
        const subject = { ...person.subject, purpose: 'step-up' as const, amr: ['pwd'] };
        const outcome = await world.confirmPassword.execute(call, subject);
        if (outcome.ok && this.shown) this.shown.password = true;
        return;
      }
      case 'wait':
        return world.clock.advance(31);
    }
  }

  private async start(purpose: FlowPurpose, fresh: boolean): Promise<void> {
    const highest = this.factors.some(({ state }) => reaches(aalOf(state.kind), 'aal2')) ? 'aal2' : 'aal1';
    const aal = fresh && purpose !== 'sign-in' && purpose !== 'recovery' ? 'aal2' : 'aal1';
    const amr = purpose === 'step-up' && fresh ? ['pwd'] : worth[purpose];
    const stepUp = purpose === 'step-up' ? { aal: null, satisfied: false } : null;
    const startedWithFactors = this.factors.length > 0;
    const outcome = await this.person.start({ purpose, amr, aal, stepUp });
    if (!outcome.ok) {
      expect([purpose, aal, highest]).toEqual(['manage-factors', 'aal1', 'aal2']);
      return;
    }
    const highEnough = reaches(aal, highest);
    this.shown = {
      purpose,
      highEnough,
      startedWithFactors,
      right: false,
      password: amr.includes('pwd'),
      mailbox: false,
    };
  }

  async check(): Promise<string | null> {
    const outcome = await this.person.read();
    const active = this.factors.filter(({ state }) => state.status === 'active');
    const enrolled = this.ports.store.standing(this.person.subject.accountId, this.person.source).enrollment.isEnrolled;
    // Whoever must have a factor, and has had one, has one. At any moment of any sequence.
    expect(enrolled).toBe(active.length > 0);
    // One number and one address at most.
    for (const kind of ['sms', 'email'])
      expect(active.filter(({ state }) => state.kind === kind).length).toBeLessThan(2);
    if (!outcome.ok || !this.shown) return null;
    const { step: now } = outcome;
    const { purpose, startedWithFactors, right, password, mailbox, highEnough } = this.shown;
    if (now.kind === 'choose-password') expect(right || !startedWithFactors).toBe(true);
    if (now.kind === 'manage-factors') expect(purpose === 'manage-factors' ? highEnough : right).toBe(true);
    if (now.kind === 'enroll-factor' && startedWithFactors) expect(right || (password && mailbox)).toBe(true);
    const policy = this.world.policies.policy;
    if (now.kind === 'complete') {
      if (purpose !== 'manage-factors' && startedWithFactors) expect(right).toBe(true);
      if (purpose === 'step-up') expect(password).toBe(true);
      if (purpose === 'sign-in' || purpose === 'step-up') {
        expect(reaches(now.assurance.aal, policy.leastAal)).toBe(true);
        if (policy.mfa === 'required') expect(active.length).toBeGreaterThan(0);
      }
      if (now.assurance.aal === 'aal2') expect(right || (purpose === 'manage-factors' && highEnough)).toBe(true);
    }
    return `${purpose} ${now.kind}`;
  }
}

describe('any sequence of calls, for whatever purpose', () => {
  it('shows and grants nothing that was not earned in the flow, and leaves nobody without a factor who had to have one', async () => {
    const seen = new Set<string>();
    const run = async (mustEnroll: boolean, steps: Step[]) => {
      const life = new Life(mustEnroll);
      await life.person.enroll('email');
      for (const wish of steps) {
        await life.carryOut(wish);
        const at = await life.check();
        if (at) seen.add(at);
        if (mustEnroll) expect(life.factors.length).toBeGreaterThan(0);
      }
    };
    await fc.assert(fc.asyncProperty(fc.boolean(), fc.array(step, { maxLength: 40, size: 'max' }), run), {
      numRuns: 250,
    });
    // Otherwise the property would hold of nothing.
    for (const place of [
      'sign-in complete',
      'sign-in manage-factors',
      'sign-in activate-factor',
      'step-up complete',
      'step-up enroll-factor',
      'recovery choose-password',
      'manage-factors complete',
      'manage-factors await-email',
    ]) {
      expect(seen).toContain(place);
    }
  });
});
