import { Body, Controller, Get, HttpCode, Patch, Post, Put, Req, UseGuards } from '@nestjs/common';
import {
  changePhoneRequest,
  changeProfileRequest,
  type AccountClosure,
  type AccountView,
  type ChangeProfileRequest,
  type ClosedAccount,
} from '@postern/contracts';
import {
  Accounts,
  ChangePhone,
  ChangeProfile,
  CloseAccount,
  ExportAccount,
  type Account,
  type OpenSession,
} from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { FreshSessionGuard } from './fresh-session.guard.js';
import { occasionOf } from './occasion.js';
import { ServiceTokenGuard } from './service-token.js';
import { SessionGuard } from './session.guard.js';

interface Mine {
  user: OpenSession;
}

@Controller('internal/account')
@UseGuards(ServiceTokenGuard, SessionGuard)
export class AccountController {
  constructor(
    private readonly accounts: Accounts,
    private readonly changeProfile: ChangeProfile,
    private readonly changePhone: ChangePhone,
    private readonly closeAccount: CloseAccount,
    private readonly clock: Clock,
  ) {}

  @Get()
  async read(@Req() { user }: Mine): Promise<AccountView> {
    return view(await this.accounts.get(user.holder.accountId));
  }

  @Patch()
  async profile(
    @Req() { user }: Mine,
    @Body({ schema: changeProfileRequest }) changes: ChangeProfileRequest,
    @FromCaller() caller: Caller,
  ): Promise<AccountView> {
    const occasion = occasionOf(caller, this.clock);
    return view(await this.changeProfile.execute(user.holder.accountId, changes, occasion));
  }

  @Put('phone')
  @UseGuards(FreshSessionGuard)
  async phone(
    @Req() { user }: Mine,
    @Body({ schema: changePhoneRequest }) { phone }: { phone: string | null },
    @FromCaller() caller: Caller,
  ): Promise<AccountView> {
    return view(await this.changePhone.execute(user.holder.accountId, phone, occasionOf(caller, this.clock)));
  }

  @Get('closure')
  closure(): AccountClosure {
    return { graceDays: this.closeAccount.graceDays };
  }

  @Post('closure')
  @HttpCode(200)
  @UseGuards(FreshSessionGuard)
  async close(@Req() { user }: Mine, @FromCaller() caller: Caller): Promise<ClosedAccount> {
    const closed = await this.closeAccount.execute(user.holder.accountId, occasionOf(caller, this.clock));
    if (!closed) throw new Problem('session.required');
    if (closed === 'last-operator') throw new Problem('account.closure_refused');
    if (closed === 'last-administrator') throw new Problem('organization.last_administrator');
    return { closedAt: closed.closedAt.toISOString(), deletedAt: closed.deletedAt.toISOString() };
  }
}

@Controller('internal/account/export')
@UseGuards(ServiceTokenGuard, SessionGuard, FreshSessionGuard)
export class AccountExportController {
  constructor(
    private readonly exportAccount: ExportAccount,
    private readonly clock: Clock,
  ) {}

  /** Everything that is held about the person here. */
  @Get()
  async read(@Req() { user }: Mine, @FromCaller() caller: Caller): Promise<Record<string, unknown>> {
    const record = await this.exportAccount.execute(user.holder.accountId, occasionOf(caller, this.clock));
    if (!record) throw new Problem('session.required');
    return record;
  }
}

/** An account that went away under its session has none any more. */
function view(account: Account | undefined): AccountView {
  if (!account) throw new Problem('session.required');
  const { id, username, email, locale, role, name, phone, address, notifications } = account;
  return {
    id,
    username,
    email,
    emailVerified: account.emailIsVerified,
    locale,
    role,
    name,
    phone,
    address,
    notifications,
    createdAt: account.createdAt.toISOString(),
  };
}
