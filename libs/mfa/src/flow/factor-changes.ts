import { assuranceOf, highestAal, reaches, type Shown } from '../challenge/assurance.js';
import type { Factor } from '../factor/factor.js';
import type { FlowState } from './second-factor-flow.js';
import type { Situation } from './situation.js';

/**
 * The person wants to change factors after the answer that has just proven one. What they showed must be as much as the account
 * can ask for (S11): otherwise the flow is complete without it.
 */
export function requestChanges({ flow, factors }: Situation): void {
  const { subject, proof } = flow.state;
  if (reaches(assuranceOf(subject, proof).aal, highestAal(factors))) flow.requestModification();
}

/**
 * A first right answer proved the pending factor: it counts from now on, and what it takes the place of does not. After a
 * recovery that is everything the account had.
 */
export function activateFactor(
  situation: Situation,
  factor: Factor,
  shown: { totpStep: number | null; userVerified?: boolean },
  at: Date,
): void {
  const { flow, enrollment, factors } = situation;
  const context = situation.context(at);
  const { recovering, proof } = flow.state;
  // Also with the first one: an answer that a reset overtook may have left one behind.
  situation.forgetsDevices = true;
  for (const other of factors.filter((one) => one !== factor && one.state.status !== 'revoked')) {
    if (recovering) other.revoke();
    else if (factor.takesThePlaceOf(other)) other.remove(context);
  }
  factor.activate(context, shown.totpStep);
  enrollment.noteAdded(at);
  if (recovering) flow.recover(context);
  const { kind, passkey } = factor.state;
  const passkeyFacts = passkey ? { synced: passkey.backedUp, userVerified: shown.userVerified ?? false } : {};
  const shownNow = { kind, ...passkeyFacts };
  if (proof && !isStronger(flow.state, shownNow)) flow.settleActivation();
  else flow.prove(factor.state.id, shownNow, at);
}

/** What was set up because the first answer was not enough is what the flow is worth. */
const isStronger = ({ subject, proof }: FlowState, shown: Shown): boolean =>
  !reaches(assuranceOf(subject, proof).aal, assuranceOf(subject, shown).aal);

/** Another address was verified: passcodes by e-mail go there from now on. */
export function changeAddress(situation: Situation, address: string, at: Date): void {
  const { flow, enrollment, enrolled } = situation;
  enrollment.acceptAddress(address, at);
  flow.stopWaiting();
  for (const factor of enrolled.filter(({ state }) => state.kind === 'email')) {
    factor.moveTo(address);
    enrollment.noteAdded(at);
    situation.forgetsDevices = true;
  }
}

/** Takes a factor away. With the last one go the recovery codes, which stand in for nothing then. */
export function removeFactor(situation: Situation, factor: Factor, at: Date): void {
  factor.remove(situation.context(at));
  const left = situation.enrolled.length > 0;
  if (!left) situation.recoveryCodes?.revoke();
  situation.enrollment.noteRemoved(left, at);
  situation.forgetsDevices = true;
}
