import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { contextHeaders, opaqueTokenField, type Aal } from '@postern/contracts';
import { freshSeconds, ReadSession, type OpenSession } from '@postern/identity-domain';
import { Problem } from '@postern/platform';
import { Strategy } from 'passport-custom';

const name = 'identity-session';

/** The open session whose token the gateway passes on. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, name) {
  constructor(private readonly readSession: ReadSession) {
    super();
  }

  async validate({ headers }: { headers: Record<string, string | undefined> }): Promise<OpenSession> {
    const token = opaqueTokenField.safeParse(headers[contextHeaders.sessionToken]);
    const open = token.success
      ? await this.readSession.execute(token.data, headers[contextHeaders.unattended] === undefined)
      : undefined;
    if (!open) throw new Problem('session.required');
    return open;
  }
}

/** Of a route that is open also to sessions of which more is asked by now (S14): to give more, or to leave. */
export const TakesShortSessions = Reflector.createDecorator<true>();
const reflector = new Reflector();

/** Lets through an open session that is all that the account's organizations and its application ask for. */
@Injectable()
export class SessionGuard extends AuthGuard(name) {
  override handleRequest<User = OpenSession>(
    error: Error | null,
    user: User | false,
    _info: unknown,
    context: ExecutionContext,
  ): User {
    if (error) throw error;
    if (!user) throw new Problem('session.required');
    const { shortOf } = user as unknown as OpenSession;
    if (shortOf && !reflector.get(TakesShortSessions, context.getHandler())) throw moreWanted(shortOf);
    return user;
  }
}

export const moreWanted = (aal: Aal): Problem =>
  new Problem('session.step_up_required', { required: { aal, maxAgeSeconds: freshSeconds } });
