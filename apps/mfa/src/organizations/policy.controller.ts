import { Body, Controller, Get, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import {
  changeMfaPolicyRequest,
  mfaDryRunRequest,
  type ChangeMfaPolicyRequest,
  type MfaDryRun,
  type MfaPolicyView,
} from '@postern/contracts';
import type { z } from 'zod';
import { ServiceTokenGuard } from '../http/service-token.js';
import { AdministrationToken, Administrators } from './administrators.js';
import { PolicyDesk } from './policy-desk.js';

/** What the organization that the administration token names asks of its members. */
@Controller('internal/organizations/current/mfa-policy')
@UseGuards(ServiceTokenGuard)
export class PolicyController {
  constructor(
    private readonly administrators: Administrators,
    private readonly desk: PolicyDesk,
  ) {}

  @Get()
  show(@AdministrationToken() token: string): Promise<MfaPolicyView> {
    return this.desk.show(this.administrators.reading(token));
  }

  @Put()
  async change(
    @AdministrationToken() token: string,
    @Body({ schema: changeMfaPolicyRequest }) policy: ChangeMfaPolicyRequest,
  ): Promise<MfaPolicyView> {
    return this.desk.change(await this.administrators.changing(token), policy);
  }

  /** Also with a token that only reads: nothing is changed by it. */
  @Post('dry-run')
  @HttpCode(200)
  async dryRun(
    @AdministrationToken() token: string,
    @Body({ schema: mfaDryRunRequest }) request: z.output<typeof mfaDryRunRequest>,
  ): Promise<MfaDryRun> {
    return this.desk.dryRun(this.administrators.reading(token), request);
  }
}
