import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import type { SessionView } from '@postern/contracts';
import { Problem } from '@postern/platform';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { Credentials } from '../edge/credentials.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { SessionChecks } from './session-checks.js';

@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionChecks,
    private readonly credentials: Credentials,
  ) {}

  @Get()
  @Endpoint({
    tag: 'Session',
    summary: 'Who is signed in, and how surely',
    credentials: 'session',
    reply: [200, 'Session', examples.session],
    problems: ['session.required'],
  })
  read(@CurrentExchange() exchange: Exchange): Promise<SessionView> {
    const held = this.credentials.session(exchange.request);
    if (!held) throw new Problem('session.required');
    return this.sessions.read(held.token, () => exchange.client);
  }

  @Delete()
  @HttpCode(204)
  @Endpoint({
    tag: 'Session',
    summary: 'Sign out',
    description: 'Also for a session that has ended already.',
    credentials: 'session',
    reply: [204],
    problems: [],
  })
  async end(@CurrentExchange() exchange: Exchange): Promise<void> {
    const held = this.credentials.session(exchange.request);
    if (held) await this.sessions.end(held.token, exchange.client);
    this.credentials.dropSession(exchange.reply);
  }
}
