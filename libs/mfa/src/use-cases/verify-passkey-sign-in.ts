import { Clock, type AccountId } from '@postern/kernel';
import { assuranceOf, type Assurance } from '../challenge/assurance.js';
import type { SpentTokenId } from '../challenge/spent-tokens.js';
import type { FactorId, Source } from '../ids.js';
import { PasskeyChallenges } from '../passkey/passkey-challenges.js';
import { PasskeySignIns } from '../passkey/passkey-sign-ins.js';
import { countHasGrown, type PasskeyResponse } from '../passkey/passkey.js';
import { Passkeys } from '../passkey/passkeys.js';

/** A passkey that knew its owner was shown in the place of a password. */
export interface PasskeyProof {
  /** Unique: a ceremony proves one thing once. */
  id: SpentTokenId;
  accountId: AccountId;
  factorId: FactorId;
  assurance: Assurance;
  at: Date;
}

const nothing: Assurance = { amr: [], aal: 'aal1' };

/** Takes the response to `BeginPasskeySignIn`, once. */
export class VerifyPasskeySignIn {
  constructor(
    private readonly signIns: PasskeySignIns,
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly clock: Clock,
  ) {}

  /** Null for everything that proves nothing, without saying why: an unknown passkey looks like a refused one. */
  async execute(ceremony: string, response: PasskeyResponse, source: Source): Promise<PasskeyProof | null> {
    const at = this.clock.now();
    const opened = this.challenges.open(ceremony, at);
    const factor = opened && (await this.signIns.find(response.id));
    const passkey = factor?.state.passkey;
    if (!opened || !factor || !passkey) return null;
    const { id: factorId, accountId, kind: factorKind, status } = factor.state;
    const expected = { passkey, accountId, alone: true };
    const assertion = await this.passkeys.asserted(opened.challenge, expected, response);
    if (assertion && status === 'active' && countHasGrown(passkey.signCount, assertion.signCount)) {
      factor.noteSignature(assertion);
      factor.use(at, null);
      if (await this.signIns.accept(factor, opened)) {
        const shown = { kind: factorKind, synced: assertion.backedUp, userVerified: assertion.userVerified };
        return { id: opened.id, accountId, factorId, assurance: assuranceOf(nothing, shown), at };
      }
    }
    await this.signIns.reject(factor, { accountId, flowId: null, source, actor: null, application: null, at });
    return null;
  }
}
