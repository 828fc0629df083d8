import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { contextHeaders, opaqueTokenField } from '@postern/contracts';
import { ReadSession, type OpenSession } from '@postern/identity-domain';
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
    const open = token.success ? await this.readSession.execute(token.data) : undefined;
    if (!open) throw new Problem('session.required');
    return open;
  }
}

export const SessionGuard = AuthGuard(name);
