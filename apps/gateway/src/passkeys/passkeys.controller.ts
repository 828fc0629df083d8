import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  passkeyChallengeRequest,
  passkeySignInRequest,
  type FlowView,
  type PasskeyChallenge,
  type PasskeySignInRequest,
} from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { passkeyExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { Limits } from '../limits/limits.js';
import { Mfa } from '../services/mfa.js';
import { FlowReplies } from '../sign-in/flow-replies.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';

@Controller('v1/passkeys')
export class PasskeysController {
  constructor(
    private readonly mfa: Mfa,
    private readonly signInWithPasskey: SignInWithPasskey,
    private readonly replies: FlowReplies,
    private readonly limits: Limits,
  ) {}

  @Post('challenges')
  @HttpCode(200)
  @Endpoint({
    tag: 'Passkeys',
    summary: 'Begin to sign in with a passkey',
    body: {},
    description: 'Hand `options` to `navigator.credentials.get`; `ceremony` goes back with what it answers.',
    reply: [200, 'PasskeyChallenge', passkeyExamples.challenge],
    problems: ['request.rate_limited'],
  })
  async challenge(
    @Body({ schema: passkeyChallengeRequest }) _body: object,
    @CurrentExchange() { source, client }: Exchange,
  ): Promise<PasskeyChallenge> {
    await this.limits.passkeyChallenge(source);
    return this.mfa.challengePasskey(client);
  }

  @Post('sign-ins')
  @HttpCode(200)
  @Endpoint({
    tag: 'Passkeys',
    summary: 'Sign in with a passkey instead of the password',
    description: 'Where the application allows it (`passkeySignIn`). No second factor is asked for after it.',
    body: passkeyExamples.signIn,
    reply: [200, 'Flow', examples.complete],
    problems: [
      'passkey.rejected',
      'passkey.not_offered',
      'account.password_reset_required',
      'application.unknown',
      'application.redirect_refused',
      'assurance.refused',
      'request.rate_limited',
    ],
  })
  async signIn(
    @Body({ schema: passkeySignInRequest }) body: PasskeySignInRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    return this.replies.begun(await this.signInWithPasskey.execute(body, exchange), body.client, exchange);
  }
}
