import { Body, Controller, Post, Req, UseGuards } from '@nestjs/common';
import type { Authenticated } from '@postern/contracts';
import { AuthorizeFactorReset } from '@postern/identity-domain';
import type { AccountId } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { z } from 'zod';
import { AccountIdParam } from './account-id.param.js';
import { AdministeredBy, AdministrationGuard } from './administration.guard.js';
import { administratorOf, type SignedIn } from './administrator.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import { SubjectTokens } from '../subject-tokens.js';

const purpose = z.strictObject({ purpose: z.literal('factor-reset') });

/** What the help desk takes to mfa, which does the rest. */
@Controller('internal/admin/accounts/:id/subject-tokens')
@UseGuards(ServiceTokenGuard, SessionGuard, AdministrationGuard)
export class FactorResetsController {
  constructor(
    private readonly authorizeFactorReset: AuthorizeFactorReset,
    private readonly subjectTokens: SubjectTokens,
  ) {}

  @Post()
  @AdministeredBy({ roles: ['operator', 'support'], fresh: true })
  async authorize(
    @Req() request: SignedIn,
    @AccountIdParam() id: AccountId,
    @Body({ schema: purpose }) _body: z.infer<typeof purpose>,
    @FromCaller() caller: Caller,
  ): Promise<Authenticated> {
    const result = await this.authorizeFactorReset.execute(id, administratorOf(request, caller));
    if (result.outcome === 'not-found') throw new Problem('account.not_found');
    const subjectToken = this.subjectTokens.for({
      purpose: 'factor-reset',
      credential: result.credential,
      // Nothing of the person's was proven here.
      amr: [],
      aal: 'aal1',
      authenticatedAt: request.user.session.authenticatedAt,
      actor: request.user.holder.accountId,
    });
    return { subjectToken };
  }
}
