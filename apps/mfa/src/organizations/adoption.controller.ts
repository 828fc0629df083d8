import { Controller, Get, HttpCode, Post, Query, StreamableFile, UseGuards } from '@nestjs/common';
import { adoptionMembersQuery, type AdoptionMembers, type MfaAdoption, type SentReminder } from '@postern/contracts';
import type { z } from 'zod';
import { ServiceTokenGuard } from '../http/service-token.js';
import { AdministrationToken, Administrators } from './administrators.js';
import { AdoptionDesk } from './adoption-desk.js';
import { adoptionFile } from './adoption-file.js';

/** How far the members of the organization that the administration token names have come. */
@Controller('internal/organizations/current/mfa-adoption')
@UseGuards(ServiceTokenGuard)
export class AdoptionController {
  constructor(
    private readonly administrators: Administrators,
    private readonly desk: AdoptionDesk,
  ) {}

  @Get()
  report(@AdministrationToken() token: string): Promise<MfaAdoption> {
    return this.desk.report(this.administrators.reading(token));
  }

  @Get('members')
  async members(
    @AdministrationToken() token: string,
    @Query({ schema: adoptionMembersQuery }) query: z.output<typeof adoptionMembersQuery>,
  ): Promise<AdoptionMembers> {
    return this.desk.members(this.administrators.reading(token), query);
  }

  @Get('members.csv')
  file(@AdministrationToken() token: string): StreamableFile {
    const rows = this.desk.everybody(this.administrators.reading(token));
    return new StreamableFile(adoptionFile(rows), { type: 'text/csv; charset=utf-8' });
  }

  @Post('reminders')
  @HttpCode(202)
  async remind(@AdministrationToken() token: string): Promise<SentReminder> {
    return this.desk.remind(await this.administrators.changing(token));
  }
}
