import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  passkeyChallengeRequest,
  verifyPasskeyRequest,
  type PasskeyChallenge,
  type WebauthnCredential,
} from '@postern/contracts';
import { BeginPasskeySignIn, VerifyPasskeySignIn, type Source } from '@postern/mfa-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { PasskeyTokens } from './passkey-tokens.js';
import { ServiceTokenGuard } from './service-token.js';

/** A passkey in the place of a password: the first thing that is heard of somebody. */
@Controller('internal/passkeys')
@UseGuards(ServiceTokenGuard)
export class PasskeysController {
  constructor(
    private readonly beginSignIn: BeginPasskeySignIn,
    private readonly verifySignIn: VerifyPasskeySignIn,
    private readonly tokens: PasskeyTokens,
  ) {}

  @Post('challenges')
  @HttpCode(200)
  begin(@Body({ schema: passkeyChallengeRequest }) _: object): Promise<PasskeyChallenge> {
    return this.beginSignIn.execute();
  }

  /** Whatever is wrong with it, the answer is the same: nobody learns which passkeys there are (S20). */
  @Post('verifications')
  @HttpCode(200)
  async verify(
    @Body({ schema: verifyPasskeyRequest })
    { ceremony, credential }: { ceremony: string; credential: WebauthnCredential },
    @FromCaller() { source }: Caller,
  ): Promise<{ passkeyToken: string }> {
    const proof = await this.verifySignIn.execute(ceremony, credential, source as Source);
    if (!proof) throw new Problem('passkey.rejected');
    return { passkeyToken: this.tokens.sign(proof) };
  }
}
