import { Controller, Get, UseGuards } from '@nestjs/common';
import { SubjectToken } from '@postern/platform';
import { AccountExports } from '../postgres/account-exports.js';
import { AccountSubjects } from './account-subjects.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/account/export')
@UseGuards(ServiceTokenGuard)
export class ExportController {
  constructor(
    private readonly exports: AccountExports,
    private readonly subjects: AccountSubjects,
  ) {}

  /** Everything held about the person here; secrets are not among it. */
  @Get()
  async read(@SubjectToken() token: string): Promise<Record<string, unknown>> {
    const { accountId } = this.subjects.own(token);
    return this.exports.of(accountId);
  }
}
