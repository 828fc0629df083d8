import { Body, Controller, Get, HttpCode, Patch, UseGuards } from '@nestjs/common';
import { renameFactorRequest, type FactorList } from '@postern/contracts';
import { FactorLabels, Flows, isEnrollable, maskEmail, type FactorId, type Source } from '@postern/mfa-domain';
import { FromCaller, Problem, SubjectToken, type Caller } from '@postern/platform';
import { AccountSubjects } from './account-subjects.js';
import { FactorIdParam } from './changes.controller.js';
import { factorView, momentOf } from './factor-views.js';
import { ServiceTokenGuard } from './service-token.js';

/** The factors of who is signed in, or of the account that the help desk looks at. */
@Controller('internal/account/factors')
@UseGuards(ServiceTokenGuard)
export class AccountFactorsController {
  constructor(
    private readonly flows: Flows,
    private readonly labels: FactorLabels,
    private readonly subjects: AccountSubjects,
  ) {}

  @Get()
  async list(@SubjectToken() token: string, @FromCaller() { source }: Caller): Promise<FactorList> {
    const { accountId } = this.subjects.reading(token);
    const { factors, enrollment, reset } = await this.flows.standing(accountId, source as Source);
    const { verifiedAddress } = enrollment.state;
    return {
      factors: [
        ...factors.filter(({ state }) => isEnrollable(state.kind)),
        ...factors.filter(({ state }) => !isEnrollable(state.kind)),
      ].map(factorView),
      verifiedAddress: verifiedAddress && maskEmail(verifiedAddress),
      resetAt: momentOf(reset?.state.takesEffectAt ?? null),
    };
  }

  @Patch(':id')
  @HttpCode(204)
  async rename(
    @SubjectToken() token: string,
    @FactorIdParam() id: FactorId,
    @Body({ schema: renameFactorRequest }) { label }: { label: string },
  ): Promise<void> {
    const { accountId } = await this.subjects.changing(token);
    if (!(await this.labels.rename(accountId, id, label))) throw new Problem('factor.not_found');
  }
}
