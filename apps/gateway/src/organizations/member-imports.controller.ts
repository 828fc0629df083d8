import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  memberImportErrorsQuery,
  memberImportQuery,
  type MemberImportErrors,
  type MemberImportList,
  type MemberImportView,
  type PageQuery,
} from '@postern/contracts';
import { Problem } from '@postern/platform';
import { OrganizationEndpoint } from '../api-reference/endpoint.js';
import { importExamples } from '../api-reference/organization-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import { uploadOf } from '../edge/uploads.js';
import { OrganizationLimits } from '../limits/organization-limits.js';
import { MemberImports } from '../services/members.js';
import { CurrentOrganization } from './current-organization.js';
import { MemberImportReports } from './member-import-reports.js';

@Controller('v1/organizations/:id/member-imports')
export class MemberImportsController {
  constructor(
    private readonly organization: CurrentOrganization,
    private readonly imports: MemberImports,
    private readonly reports: MemberImportReports,
    private readonly limits: OrganizationLimits,
  ) {}

  @Post()
  @HttpCode(202)
  @OrganizationEndpoint({
    summary: 'Import members from a CSV file',
    description:
      'At most 16 MiB and 200,000 rows of UTF-8, with the names of the columns in the first line: `username`, `email`, `given_name`, `family_name` and, where wanted, `role`, `phone`, `locale`, `email_verified`, `password_hash` (a PHC string of argon2, bcrypt, scrypt or PBKDF2). With `dryRun=true` everything is looked at and nothing written.',
    query: memberImportQuery,
    file: importExamples.file,
    reply: [202, 'MemberImport', importExamples.begun],
    problems: ['session.step_up_required', 'import.unreadable', 'import.too_large', 'import.running'],
  })
  async begin(
    @Param('id') text: string,
    @Query({ schema: memberImportQuery }) { dryRun }: { dryRun: 'true' | 'false' },
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberImportView> {
    const id = idOrNobodys(text);
    const file = uploadOf(exchange.request);
    try {
      const call = await this.organization.allowed('change', id, exchange);
      if (!file) throw new Problem('request.unsupported_media_type');
      await this.limits.memberImport(id);
      return await this.imports.begin(id, dryRun, file, call);
    } finally {
      file?.destroy();
    }
  }

  @Get()
  @OrganizationEndpoint({
    summary: 'Imports, the newest first',
    reply: [200, 'MemberImportList', importExamples.list],
  })
  async list(@Param('id') id: string, @CurrentExchange() exchange: Exchange): Promise<MemberImportList> {
    return this.imports.list(idOrNobodys(id), await this.organization.call(exchange));
  }

  @Get(':importId')
  @OrganizationEndpoint({
    summary: 'How far an import has come',
    reply: [200, 'MemberImport', importExamples.import],
    problems: ['import.not_found'],
  })
  async show(
    @Param('id') id: string,
    @Param('importId') importId: string,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberImportView> {
    return this.imports.show(idOrNobodys(id), idOrNobodys(importId), await this.organization.call(exchange));
  }

  @Get(':importId/errors')
  @OrganizationEndpoint({
    summary: 'The rows that were not taken, and why',
    query: memberImportErrorsQuery,
    reply: [200, 'MemberImportErrors', importExamples.errors],
    problems: ['import.not_found'],
  })
  async errors(
    @Param('id') id: string,
    @Param('importId') importId: string,
    @Query({ schema: memberImportErrorsQuery }) page: PageQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<MemberImportErrors> {
    return this.reports.page({ id: idOrNobodys(id), importId: idOrNobodys(importId) }, page, exchange);
  }
}
