import { Controller, Delete, Get, HttpCode, Post, Query, Req, UseGuards } from '@nestjs/common';
import { findAccountQuery, type AdministeredAccount } from '@postern/contracts';
import { Credentials, DisableAccount, EnableAccount, EndSessions, type Credential } from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { AccountIdParam } from './account-id.param.js';
import { AdministeredBy, AdministrationGuard } from './administration.guard.js';
import { administratorOf, type SignedIn } from './administrator.js';
import { originOf } from '../origin.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';
import type { AccountId } from '@postern/kernel';

const view = (credential: Credential): AdministeredAccount => ({
  id: credential.accountId,
  username: credential.username,
  email: credential.email,
  locale: credential.locale,
  role: credential.role,
  state: credential.state,
  emailVerified: credential.emailVerified,
  createdAt: credential.createdAt.toISOString(),
});

@Controller('internal/admin/accounts')
@UseGuards(ServiceTokenGuard, SessionGuard, AdministrationGuard)
export class AccountsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly disableAccount: DisableAccount,
    private readonly enableAccount: EnableAccount,
    private readonly endSessions: EndSessions,
  ) {}

  @Get()
  @AdministeredBy({ roles: ['operator', 'support'] })
  async find(
    @Query({ schema: findAccountQuery }) { identifier }: { identifier: string },
  ): Promise<{ accounts: AdministeredAccount[] }> {
    const found = await this.credentials.findByIdentifier(identifier);
    return { accounts: found ? [view(found)] : [] };
  }

  @Get(':id')
  @AdministeredBy({ roles: ['operator', 'support'] })
  async read(@AccountIdParam() id: AccountId): Promise<AdministeredAccount> {
    const found = await this.credentials.get(id);
    if (!found) throw new Problem('account.not_found');
    return view(found);
  }

  @Post(':id/disablement')
  @HttpCode(204)
  @AdministeredBy({ roles: ['operator'], fresh: true })
  async disable(
    @Req() request: SignedIn,
    @AccountIdParam() id: AccountId,
    @FromCaller() caller: Caller,
  ): Promise<void> {
    const outcome = await this.disableAccount.execute(id, administratorOf(request, caller));
    if (outcome === 'not-found') throw new Problem('account.not_found');
    if (outcome !== 'disabled') throw new Problem('account.disable_refused');
  }

  @Delete(':id/disablement')
  @HttpCode(204)
  @AdministeredBy({ roles: ['operator'], fresh: true })
  async enable(@Req() request: SignedIn, @AccountIdParam() id: AccountId, @FromCaller() caller: Caller): Promise<void> {
    const outcome = await this.enableAccount.execute(id, administratorOf(request, caller));
    if (outcome === 'not-found') throw new Problem('account.not_found');
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @AdministeredBy({ roles: ['operator', 'support'], fresh: true })
  async endAll(@Req() request: SignedIn, @AccountIdParam() id: AccountId, @FromCaller() caller: Caller): Promise<void> {
    const { accountId: actor, role } = request.user.holder;
    const found = await this.credentials.get(id);
    // Support has no say over those who run the installation.
    if (!found || (role === 'support' && found.role !== null)) throw new Problem('account.not_found');
    await this.endSessions.execute({ accountId: id, except: null, actor, origin: originOf(caller) });
  }
}
