import { Injectable } from '@nestjs/common';
import type { PasskeySignInRequest, StartedFlow } from '@postern/contracts';
import type { Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Identity } from '../services/identity.js';
import { Mfa } from '../services/mfa.js';

/** Passkey to mfa, its word to identity, which looks at the account, and identity's word back to mfa for the flow. */
@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly mfa: Mfa,
    private readonly identity: Identity,
    private readonly limits: Limits,
  ) {}

  /** @throws Problem `passkey.rejected`, `passkey.not_offered`, `application.unknown`, `application.redirect_refused`. */
  async execute(
    { ceremony, credential, application, redirectTo }: PasskeySignInRequest,
    { source, client }: Exchange,
  ): Promise<StartedFlow> {
    await this.limits.signIn(source);
    const { passkeyToken } = await this.mfa.verifyPasskey({ ceremony, credential }, client);
    const { subjectToken } = await this.identity.authenticateByPasskey(
      { passkeyToken, application: application ?? null, redirectTo: redirectTo ?? null },
      client,
    );
    return this.mfa.startFlow({ subjectToken }, client);
  }
}
