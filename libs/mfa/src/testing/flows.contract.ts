import { secondsAfter } from '@postern/kernel';
import { Challenge } from '../challenge/challenge.js';
import { EmailVerification } from '../email-verification/email-verification.js';
import { Factor } from '../factor/factor.js';
import { Flows } from '../flow/flows.js';
import type { Situation } from '../flow/situation.js';
import type { EmailVerificationId, FlowTokenHash, KeyId } from '../ids.js';
import { aFactor, aSituation, aSubject, elsewhere, home, noon } from './builders.js';

export interface FlowsHarness {
  flows: Flows;
  /** Puts factors there as if enrolled earlier, together with the completed enrollment of their account. */
  given: (factors: Factor[]) => Promise<void>;
  /** Names of the events that were published so far and end in the audit record. */
  auditTrail: () => Promise<string[]>;
}

const challengeFor = ({ flow }: Situation, factor: Factor, at: Date): Challenge => {
  const { id: flowId, expiresAt: flowExpiresAt } = flow.state;
  return Challenge.issue({ flowId, flowExpiresAt, factor, purpose: 'activation', keyId: 'codes-1' as KeyId, at });
};

const hashOf = ({ flow }: Situation) => flow.state.tokenHash;

export function flowsContract(setUp: () => Promise<FlowsHarness>): void {
  const reload = async (flows: Flows, situation: Situation) => {
    const found = await flows.load(hashOf(situation), home);
    if (!found) throw new Error('the flow is gone');
    return found;
  };

  it('gives back what was written', async () => {
    const { flows, given } = await setUp();
    const factor = aFactor();
    await given([factor]);
    const situation = aSituation({ factors: [factor] });
    expect(await flows.start(situation)).toBe('started');
    const found = await reload(flows, situation);
    expect(found.flow.state).toEqual(situation.flow.state);
    expect(found.challenge?.state).toEqual(situation.challenge?.state);
    expect(found.factors.map(({ state }) => state)).toEqual([factor.state]);
    expect(found.enrollment.isEnrolled).toBe(true);
  });

  it('has a fresh standing for an account never seen, and the factors of one that was', async () => {
    const { flows, given } = await setUp();
    const fresh = await flows.standing(aSubject().accountId, home);
    expect([fresh.enrollment.isEnrolled, fresh.factors, fresh.budgets]).toEqual([false, [], []]);
    const factor = aFactor({ kind: 'totp' });
    await given([factor, aFactor()]);
    const { factors } = await flows.standing(factor.state.accountId, elsewhere);
    expect(factors.map(({ state }) => state)).toEqual([factor.state]);
  });

  it('knows no flow by an unknown token, and no verification by an unknown id', async () => {
    const { flows } = await setUp();
    expect(await flows.load('nothing' as FlowTokenHash, home)).toBeNull();
    const unknown = '3f0c1d5e-0000-4000-8000-000000000000' as EmailVerificationId;
    expect(await flows.loadByVerification(unknown, home)).toBeNull();
  });

  it("knows the flow's last challenge for a number or address, for whichever factor and whatever became of it", async () => {
    const { flows, given } = await setUp();
    const [email, phone] = [aFactor({ kind: 'email' }), aFactor()];
    const { accountId } = email.state;
    await given([email]);
    const [situation, other] = [aSituation({ factors: [email] }), aSituation({ factors: [email] })];
    for (const one of [situation, other]) await flows.start(one);
    const first = situation.challenge?.state;
    const { id } = situation.flow.state;
    expect((await flows.lastChallengeTo(id, email.state.destination ?? ''))?.state).toEqual(first);
    for (const seconds of [1, 2]) {
      const loaded = await reload(flows, situation);
      const factor = Factor.enroll({ kind: 'sms', accountId, at: noon, destination: phone.state.destination ?? '' });
      factor.revoke();
      loaded.factors.push(factor);
      loaded.challenge = challengeFor(loaded, factor, secondsAfter(noon, seconds));
      loaded.flow.challengeWith(loaded.challenge.state.id);
      await flows.save(loaded);
    }
    const { challenge } = await reload(flows, situation);
    expect((await flows.lastChallengeTo(id, phone.state.destination ?? ''))?.state).toEqual(challenge?.state);
    expect((await flows.lastChallengeTo(id, email.state.destination ?? ''))?.state).toEqual(first);
    expect(await flows.lastChallengeTo(id, 'nowhere@example.org')).toBeNull();
    expect(await flows.lastChallengeTo(other.flow.state.id, phone.state.destination ?? '')).toBeNull();
  });

  it('lets one subject token buy one flow, also in parallel (S19)', async () => {
    const { flows } = await setUp();
    const subject = aSubject();
    const starts = Array.from({ length: 10 }, () => flows.start(aSituation({ subject })));
    expect((await Promise.all(starts)).filter((outcome) => outcome === 'started')).toHaveLength(1);
  });

  it('saves one of many parallel changes to a flow', async () => {
    const { flows } = await setUp();
    const situation = aSituation();
    await flows.start(situation);
    const copies = await Promise.all(Array.from({ length: 8 }, () => reload(flows, situation)));
    for (const copy of copies) copy.flow.chooseEnrollment();
    const outcomes = await Promise.all(copies.map((copy) => flows.save(copy)));
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
    expect((await reload(flows, situation)).flow.state.choice).toBe('enroll');
  });

  it('saves one of many parallel postponements of one account in several flows, and publishes only that one', async () => {
    const { flows, auditTrail } = await setUp();
    const { accountId } = aSubject();
    const situations = Array.from({ length: 6 }, () => aSituation({ subject: aSubject({ accountId }) }));
    for (const situation of situations) await flows.start(situation);
    const copies = await Promise.all(situations.map((situation) => reload(flows, situation)));
    for (const copy of copies) {
      copy.enrollment.postpone();
      copy.flow.postpone(copy.context(noon));
    }
    const outcomes = await Promise.all(copies.map((copy) => flows.save(copy)));
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
    expect((await flows.standing(accountId, home)).enrollment.state.postponements).toBe(1);
    expect(await auditTrail()).toEqual(['enrollment.postponed']);
  });

  it('finds the flow of a verification, with the current verification when a later one replaced it', async () => {
    const { flows } = await setUp();
    const situation = aSituation();
    await flows.start(situation);
    const [first, second] = ['robin@example.org', 'other@example.org'].map((address) =>
      EmailVerification.request(situation.context(noon), address, 'links-1' as KeyId),
    ) as [EmailVerification, EmailVerification];
    for (const verification of [first, second]) {
      const copy = await reload(flows, situation);
      copy.verification = verification;
      copy.flow.awaitEmail(verification.state.id);
      await flows.save(copy);
    }
    for (const { state } of [first, second]) {
      const found = await flows.loadByVerification(state.id, elsewhere);
      expect(found?.flow.state.id).toBe(situation.flow.state.id);
      expect(found?.verification?.state).toEqual(second.state);
    }
  });

  it('shows a pending factor only to the flow that made it', async () => {
    const { flows } = await setUp();
    const { accountId } = aSubject();
    const [mine, other] = [aSubject({ accountId }), aSubject({ accountId })].map((subject) =>
      aSituation({ subject }),
    ) as [Situation, Situation];
    await flows.start(mine);
    await flows.start(other);
    const copy = await reload(flows, mine);
    const pending = Factor.enroll({ kind: 'sms', accountId, at: noon, destination: '+12125550131' });
    copy.factors.push(pending);
    copy.flow.awaitActivation(pending.state.id);
    await flows.save(copy);
    expect((await reload(flows, mine)).factors).toHaveLength(1);
    expect((await reload(flows, other)).factors).toEqual([]);
    expect((await flows.standing(accountId, home)).factors).toEqual([]);
  });
}
