import { Injectable } from '@nestjs/common';
import type { StartedFlow, StartSignInRequest } from '@postern/contracts';
import { Credentials } from '../edge/credentials.js';
import type { Exchange } from '../edge/exchange.js';
import { FailedPasswords } from '../limits/failed-passwords.js';
import { Limits } from '../limits/limits.js';
import { Identity } from '../services/identity.js';
import { Mfa } from '../services/mfa.js';

/** Password to identity, its subject token to mfa, which begins the second-factor flow. */
@Injectable()
export class StartSignIn {
  constructor(
    private readonly identity: Identity,
    private readonly mfa: Mfa,
    private readonly limits: Limits,
    private readonly failedPasswords: FailedPasswords,
    private readonly credentials: Credentials,
  ) {}

  /** @throws Problem `sign_in.rejected`, `application.unknown`, `request.rate_limited`, or that a service is away. */
  async execute(
    { identifier, password, application, redirectTo, deviceToken, client: kind }: StartSignInRequest,
    { source, client, request }: Exchange,
  ): Promise<StartedFlow> {
    await this.limits.signIn(source);
    const { subjectToken } = await this.failedPasswords.watch(source, identifier, () =>
      this.identity.authenticate(
        { identifier, password, application: application ?? null, redirectTo: redirectTo ?? null },
        client,
      ),
    );
    // A browser sends nothing of its own accord but cookies.
    const remembered = deviceToken ?? (kind === 'browser' ? this.credentials.deviceToken(request) : undefined);
    return this.mfa.startFlow(
      { subjectToken, ...(remembered === undefined ? {} : { deviceToken: remembered }) },
      client,
    );
  }
}
