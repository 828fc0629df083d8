import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import type { TrustedDeviceList } from '@postern/contracts';
import { accountExamples } from '../api-reference/account-examples.js';
import { AccountEndpoint } from '../api-reference/endpoint.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOr } from '../edge/ids.js';
import { OwnFactors } from '../services/own-factors.js';
import { CurrentSession } from '../session/current-session.js';

@Controller('v1/account/trusted-devices')
export class TrustedDevicesController {
  constructor(
    private readonly session: CurrentSession,
    private readonly factors: OwnFactors,
    private readonly credentials: Credentials,
  ) {}

  @Get()
  @AccountEndpoint({
    summary: 'Devices that skip the second factor',
    reply: [200, 'TrustedDeviceList', accountExamples.trustedDevices],
  })
  async list(@CurrentExchange() exchange: Exchange): Promise<TrustedDeviceList> {
    return this.factors.devices(await this.session.factors(exchange, 'account'));
  }

  @Delete()
  @HttpCode(204)
  @AccountEndpoint({ summary: 'Forget all of them', reply: [204], problems: ['session.step_up_required'] })
  async forgetAll(@CurrentExchange() exchange: Exchange): Promise<void> {
    await this.factors.forgetDevices(await this.session.factors(exchange, 'manage-factors'));
    this.credentials.dropDevice(exchange.reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @AccountEndpoint({
    summary: 'Forget one of them',
    reply: [204],
    problems: ['session.step_up_required', 'trusted_device.not_found'],
  })
  async forget(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    const call = await this.session.factors(exchange, 'manage-factors');
    await this.factors.forgetDevice(idOr('trusted_device.not_found', id), call);
  }
}
