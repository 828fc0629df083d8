import { DomainError } from '@postern/kernel';
import type { Situation } from '../flow/situation.js';
import { PasskeyChallenges } from '../passkey/passkey-challenges.js';
import { Passkeys, type PasskeyOptions } from '../passkey/passkeys.js';
import type { Asked } from './answer-judge.js';

/** What browsers are asked for when a passkey is set up or answers. The same at each look: nothing is stored. */
export class PasskeyPrompts {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
  ) {}

  /** Null for every other kind of factor, and while the factor is disabled. */
  async of({ kind, factor, challenge }: Asked, situation: Situation): Promise<PasskeyOptions | null> {
    const { kind: factorKind, accountId, passkey, status } = factor.state;
    if (factorKind !== 'webauthn' || status === 'disabled') return null;
    const signed = this.challenges.of(challenge.codeSubject);
    if (kind === 'activate-factor') {
      // The one that it takes the place of may be on the same device.
      const others = situation.enrolled.filter(({ state }) => state.id !== factor.state.replaces);
      const { username } = situation.flow.state.subject;
      return this.passkeys.creationOptions({
        challenge: signed,
        accountId,
        username,
        others: others.flatMap(({ state }) => state.passkey ?? []),
      });
    }
    if (!passkey) throw new DomainError('factor.without_passkey');
    return this.passkeys.requestOptions(signed, [passkey]);
  }
}
