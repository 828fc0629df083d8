import { Body, Controller, Get, Post } from '@nestjs/common';
import type { NewRecoveryCodes, RecoveryCodesStanding } from '@postern/contracts';
import Negotiator from 'negotiator';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { nothing } from '../edge/nothing.js';
import { varyBy } from '../edge/wording.js';
import { OwnFactors } from '../services/own-factors.js';
import { CurrentSession } from '../session/current-session.js';

@Controller('v1/account/recovery-codes')
export class RecoveryCodesController {
  constructor(
    private readonly session: CurrentSession,
    private readonly factors: OwnFactors,
  ) {}

  @Get()
  @AccountEndpoint({
    summary: 'How many recovery codes are left',
    reply: [200, 'RecoveryCodesStanding', accountExamples.recoveryCodesStanding],
  })
  async standing(@CurrentExchange() exchange: Exchange): Promise<RecoveryCodesStanding> {
    return this.factors.recoveryCodes(await this.session.factors(exchange, 'account'));
  }

  @Post()
  @AccountEndpoint({
    summary: 'Make ten new recovery codes',
    body: {},
    description:
      'They are shown this once; earlier ones no longer work. With `Accept: text/plain` the reply is a text file to save or print.',
    reply: [201, 'NewRecoveryCodes', accountExamples.newRecoveryCodes],
    alsoAs: 'text/plain',
    problems: ['session.step_up_required'],
  })
  async create(
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<NewRecoveryCodes | string> {
    const codes = await this.factors.createRecoveryCodes(await this.session.factors(exchange, 'manage-factors'));
    varyBy(exchange.reply, 'Accept');
    if (!asksForText(exchange)) return codes;
    void exchange.reply.header('content-type', 'text/plain; charset=utf-8');
    void exchange.reply.header('content-disposition', 'attachment; filename="recovery-codes.txt"');
    return codes.text;
  }
}

const asksForText = ({ request: { headers } }: Exchange): boolean =>
  new Negotiator({ headers: { accept: headers.accept } }).mediaType(['application/json', 'text/plain']) ===
  'text/plain';
