import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { importExamples } from '../api-reference/organization-examples.js';
import { sendCsvFile } from '../edge/csv-file.js';
import { EventReplies } from '../edge/event-replies.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { OrganizationLimits } from '../limits/organization-limits.js';
import { CurrentOrganization } from './current-organization.js';
import { MemberImportProgress } from './member-import-progress.js';
import { MemberImportReports } from './member-import-reports.js';

/** What is told of an import in other forms than JSON. */
@Controller('v1/organizations/:id/member-imports/:importId')
export class MemberImportFilesController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly reports: MemberImportReports,
    private readonly progress: MemberImportProgress,
    private readonly replies: EventReplies,
    private readonly limits: OrganizationLimits,
  ) {}

  @Get('report.csv')
  @OrganizationEndpoint({
    summary: 'The rows that were not taken, as a file',
    reply: [200, 'text/csv', importExamples.report],
    problems: ['import.not_found'],
  })
  async report(
    @Param('id') text: string,
    @Param('importId') importId: string,
    @CurrentExchange() exchange: Exchange,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const id = idOrNobodys(text);
    await this.organization.allowed('read', id, exchange);
    await this.limits.report(id);
    const named = { id, importId: idOrNobodys(importId) };
    await sendCsvFile('member-import', exchange, reply, () => this.reports.file(named, exchange));
  }

  @Get('events')
  @OrganizationEndpoint({
    summary: 'Follow an import',
    description:
      'Server-sent events: an event `import` with how far it has come, now and as it goes on, until it is complete. Reading it from time to time works too.',
    reply: [200, 'MemberImport', importExamples.import, 'text/event-stream'],
    problems: ['import.not_found'],
  })
  async follow(
    @Param('id') id: string,
    @Param('importId') importId: string,
    @CurrentExchange() exchange: Exchange,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const call = await this.organization.call(exchange);
    await this.replies.give(call.sessionToken, exchange, reply, (ending) =>
      this.progress.follow({ id: idOrNobodys(id), importId: idOrNobodys(importId) }, call, ending),
    );
  }
}
