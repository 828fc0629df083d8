import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  adoptionMembersQuery,
  type AdoptionMembers,
  type AdoptionMembersQuery,
  type MfaAdoption,
  type SentReminder,
} from '@postern/contracts';
import type { FastifyReply } from 'fastify';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import { sendCsvFile } from '../edge/csv-file.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { nothing } from '../edge/nothing.js';
import { OrganizationLimits } from '../limits/organization-limits.js';
import { MfaAdoptions } from '../services/mfa-administration.js';
import { CurrentOrganization } from './current-organization.js';

@Controller('v1/organizations/:id/mfa-adoption')
export class MfaAdoptionController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly adoptions: MfaAdoptions,
    private readonly limits: OrganizationLimits,
  ) {}

  @Get()
  @OrganizationEndpoint({
    summary: 'How many members have which methods, and why others have none',
    reply: [200, 'MfaAdoption', mfaExamples.adoption],
  })
  async summary(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<MfaAdoption> {
    return this.adoptions.summary(await this.organization.administration('read', id, exchange));
  }

  @Get('members')
  @OrganizationEndpoint({
    summary: 'The members, with how each of them stands',
    query: adoptionMembersQuery,
    reply: [200, 'AdoptionMembers', mfaExamples.adoptionMembers],
  })
  async members(
    @Param('id') id: string,
    @Query({ schema: adoptionMembersQuery }) query: AdoptionMembersQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<AdoptionMembers> {
    return this.adoptions.members(query, await this.organization.administration('read', id, exchange));
  }

  @Get('members.csv')
  @OrganizationEndpoint({
    summary: 'The same of all members, as a file',
    reply: [200, 'text/csv', mfaExamples.adoptionFile],
  })
  async file(
    @Param('id') text: string,
    @CurrentExchange() exchange: Exchange,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = idOrNobodys(text);
    const call = await this.organization.administration('read', id, exchange);
    await this.limits.report(id);
    await sendCsvFile('mfa-adoption', exchange, reply, (gone) => this.adoptions.file(call, gone));
  }

  @Post('reminders')
  @HttpCode(202)
  @OrganizationEndpoint({
    summary: 'Remind everybody who has no method',
    description: 'Once a day at most.',
    body: {},
    reply: [202, 'SentReminder', mfaExamples.reminder],
    problems: ['session.step_up_required', 'reminder.too_soon'],
  })
  async remind(
    @Param('id') id: string,
    @Body({ schema: nothing }) _body: object,
    @CurrentExchange() exchange: Exchange,
  ): Promise<SentReminder> {
    return this.adoptions.remind(await this.organization.administration('change', id, exchange));
  }
}
