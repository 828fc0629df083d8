import { Clock } from '@postern/kernel';
import { PasskeyChallenges } from '../passkey/passkey-challenges.js';
import { Passkeys, type PasskeyOptions } from '../passkey/passkeys.js';

/** Asks for any passkey of the site. Nothing is stored, so that nobody can fill the store by asking. */
export class BeginPasskeySignIn {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly challenges: PasskeyChallenges,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<{ ceremony: string; options: PasskeyOptions }> {
    const { ceremony, challenge } = this.challenges.begin(this.clock.now());
    return { ceremony, options: await this.passkeys.requestOptions(challenge, null) };
  }
}
