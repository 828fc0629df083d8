import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import {
  memberImportErrorsQuery,
  memberImportMessage,
  memberImportQuery,
  type MemberImportErrors,
  type MemberImportList,
  type MemberImportView,
  type PageQuery,
} from '@postern/contracts';
import {
  BeginMemberImport,
  ForeignHashes,
  MemberImportReports,
  type MemberImportFacts,
  type MemberImportId,
  type OrganizationId,
} from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { SignedIn } from '../http/administration/administrator.js';
import { originOf } from '../http/origin.js';
import {
  administrators,
  OnOrganization,
  OrganizationGuard,
  OrganizationRoute,
  type ActedOn,
} from '../http/organization/organization.guard.js';
import { pageOf } from '../http/organization/page.js';
import { ServiceTokenGuard } from '../http/service-token.js';
import { SessionGuard } from '../http/session.guard.js';
import { memberImportView } from './member-import-view.js';
import { readMemberFile } from './read-member-file.js';
import { rowIn } from './row-cursor.js';

/** So many are told of; they are forgotten after a month. */
const listed = 50;

@Controller('internal/organizations/:id/member-imports')
@UseGuards(ServiceTokenGuard, SessionGuard, OrganizationGuard)
export class MemberImportsController {
  constructor(
    private readonly beginMemberImport: BeginMemberImport,
    private readonly reports: MemberImportReports,
    private readonly hashes: ForeignHashes,
  ) {}

  @Post()
  @HttpCode(202)
  @OrganizationRoute({ roles: administrators, change: true })
  async begin(
    @Req() { user, body }: SignedIn & { body: unknown },
    @OnOrganization() { organization, actingAs }: ActedOn,
    @Query({ schema: memberImportQuery }) { dryRun }: z.output<typeof memberImportQuery>,
    @FromCaller() caller: Caller,
  ): Promise<MemberImportView> {
    if (!(body instanceof Readable)) throw new Problem('request.unsupported_media_type');
    const { accountId: actor, username: actorName, locale } = user.holder;
    try {
      const result = await this.beginMemberImport.execute({
        ...{ organizationId: organization.id, dryRun: dryRun === 'true', actor, actorName, locale },
        by: actingAs === 'operator' ? 'operator' : 'administrator',
        origin: originOf(caller),
        rows: readMemberFile(body, { hashes: this.hashes, locale }),
      });
      if (result.outcome === 'running') throw new Problem('import.running');
      if (result.outcome === 'too-many-rows') throw new Problem('import.too_large');
      return memberImportView(result.memberImport);
    } finally {
      // Also of a file that nobody has begun to read.
      body.resume();
    }
  }

  @Get()
  @OrganizationRoute({ roles: administrators })
  async list(@OnOrganization() { organization }: ActedOn): Promise<MemberImportList> {
    return { imports: (await this.reports.list(organization.id, listed)).map(memberImportView) };
  }

  @Get(':importId')
  @OrganizationRoute({ roles: administrators })
  async show(@OnOrganization() { organization }: ActedOn, @Param('importId') id: string): Promise<MemberImportView> {
    return memberImportView(await this.find(organization.id, id));
  }

  @Get(':importId/errors')
  @OrganizationRoute({ roles: administrators })
  async errors(
    @OnOrganization() { organization }: ActedOn,
    @Param('importId') text: string,
    @Query({ schema: memberImportErrorsQuery }) { cursor, limit }: PageQuery,
    @FromCaller() caller: Caller,
  ): Promise<MemberImportErrors> {
    const { id } = await this.find(organization.id, text);
    const found = await this.reports.problems(id, rowIn(cursor), limit + 1);
    const { rows, nextCursor } = pageOf(found, limit, ({ row }) => String(row));
    const message = (reason: string) => memberImportMessage(reason, caller.locale ?? 'en') ?? reason;
    return { errors: rows.map((problem) => ({ ...problem, message: message(problem.reason) })), nextCursor };
  }

  /** Of this organization: an id of another one's is as good as none (S22). */
  private async find(organizationId: OrganizationId, id: string): Promise<MemberImportFacts> {
    const known = z.uuid().safeParse(id).success;
    const found = known && (await this.reports.get(organizationId, id.toLowerCase() as MemberImportId));
    if (!found) throw new Problem('import.not_found');
    return found;
  }
}
