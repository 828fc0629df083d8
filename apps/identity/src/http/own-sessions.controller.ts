import { Controller, Delete, Get, HttpCode, Param, Req, UseGuards } from '@nestjs/common';
import type { SessionList, SessionView } from '@postern/contracts';
import { AccountSessions, EndSession, EndSessions, type OpenSession, type SessionId } from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { z } from 'zod';
import { originOf } from './origin.js';
import { ServiceTokenGuard } from './service-token.js';
import { sessionList, sessionView } from './session-view.js';
import { SessionGuard, TakesShortSessions } from './session.guard.js';

interface SignedIn {
  user: OpenSession;
}

/** What somebody who is signed in sees and does of the own sessions. */
@Controller('internal/sessions')
@UseGuards(ServiceTokenGuard, SessionGuard)
export class OwnSessionsController {
  constructor(
    private readonly sessions: AccountSessions,
    private readonly endSession: EndSession,
    private readonly endSessions: EndSessions,
    private readonly clock: Clock,
  ) {}

  @Get('current')
  read(@Req() { user }: SignedIn): SessionView {
    return sessionView(user);
  }

  @Delete('current')
  @HttpCode(204)
  @TakesShortSessions(true)
  async signOut(@Req() { user }: SignedIn, @FromCaller() caller: Caller): Promise<void> {
    await this.endSession.execute(user.session.id, user.holder.accountId, originOf(caller));
  }

  @Get()
  async list(@Req() { user }: SignedIn): Promise<SessionList> {
    const now = this.clock.now();
    const found = await this.sessions.of(user.holder.accountId);
    return sessionList(
      found.filter(({ session, holder }) => session.isOpen(holder, now)),
      user,
    );
  }

  @Delete()
  @HttpCode(204)
  async endOthers(@Req() { user }: SignedIn, @FromCaller() caller: Caller): Promise<void> {
    const { accountId } = user.holder;
    await this.endSessions.execute({ accountId, except: user.session.id, actor: null, origin: originOf(caller) });
  }

  @Delete(':id')
  @HttpCode(204)
  async end(@Req() { user }: SignedIn, @Param('id') id: string, @FromCaller() caller: Caller): Promise<void> {
    const known = z.uuid().safeParse(id).success;
    const ended = known && (await this.endSession.execute(id as SessionId, user.holder.accountId, originOf(caller)));
    if (ended !== 'ended') throw new Problem('session.not_found');
  }
}
