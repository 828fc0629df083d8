import { assuranceOf, higherOf, highestAal, type Aal, type Assurance } from '../challenge/assurance.js';
import type { FactorKind } from '../factor/factor-kind.js';
import type { FactorId } from '../ids.js';
import type { Situation } from './situation.js';

/** What a satisfied flow is worth. */
export interface FlowResult {
  assurance: Assurance;
  /** What the account's factors could prove at most. */
  highestAal: Aal;
  /** When the last proof was given that a session may count its freshness from. */
  authenticatedAt: Date;
  /** The factor that was proven; null when none was asked for. */
  factor: { id: FactorId; kind: FactorKind } | null;
}

export function resultOf(situation: Situation): FlowResult {
  const { subject, purpose, proof, recovering } = situation.flow.state;
  const { amr, aal, authenticatedAt } = subject;
  const first: Assurance = { amr: recovering ? [...amr, 'email'] : amr, aal };
  const assurance = assuranceOf(first, proof);
  // Whoever manages factors has shown enough to do so; a factor added on the way takes nothing from that.
  const managing = purpose === 'manage-factors';
  return {
    assurance: managing ? { ...assurance, aal: higherOf(aal, assurance.aal) } : assurance,
    highestAal: highestAal(situation.factors),
    authenticatedAt: purpose === 'step-up' && proof ? proof.at : authenticatedAt,
    factor: proof && { id: proof.factorId, kind: proof.kind },
  };
}
