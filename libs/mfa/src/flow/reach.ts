import { aalOf, higherOf, highestAal, reaches, type Aal } from '../challenge/assurance.js';
import { byLastUse, type Factor } from '../factor/factor.js';
import type { Situation } from './situation.js';

/**
 * The level that the answer must have. A step-up never renews what it does not prove again: with a session of a higher level
 * than was asked for, that level.
 */
function wantedOf(situation: Situation): Aal {
  const { purpose, subject } = situation.flow.state;
  if (purpose !== 'step-up') return 'aal1';
  const highest = highestAal(situation.factors);
  const wanted = subject.stepUp?.aal ?? highest;
  return reaches(highest, subject.aal) ? higherOf(wanted, subject.aal) : wanted;
}

const sufficient = (situation: Situation, factors: readonly Factor[]): Factor[] => {
  const wanted = wantedOf(situation);
  return factors.filter(({ state }) => reaches(aalOf(state.kind), wanted)).sort(byLastUse);
};

/** The factors that may answer in this flow, the last used first. */
export const askable = (situation: Situation): Factor[] => sufficient(situation, situation.active);

/**
 * Which factor is asked for at first. With no active one left the person meets the disabled one, locked: never a fresh
 * enrollment. Null where none is enrolled.
 */
export const firstAsked = (situation: Situation): Factor | null =>
  askable(situation)[0] ?? sufficient(situation, situation.enrolled)[0] ?? null;

/** A step-up to a level that none of the account's active factors proves. */
export function isUnreachable(situation: Situation): boolean {
  const { purpose, subject } = situation.flow.state;
  const wanted = subject.stepUp?.aal;
  if (purpose !== 'step-up' || !wanted || subject.stepUp?.satisfied || wanted === 'aal1') return false;
  return !situation.active.some(({ state }) => reaches(aalOf(state.kind), wanted));
}
