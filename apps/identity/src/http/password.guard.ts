import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { authenticateRequest, contextHeaders, type AuthenticateRequest } from '@postern/contracts';
import { AuthenticatePassword, Password } from '@postern/identity-domain';
import { Problem, validationPipe } from '@postern/platform';
import { Strategy } from 'passport-local';

/** Strategies are known by name in the whole process, which may hold other services too. */
const name = 'identity-password';

interface PasswordRequest {
  headers: Record<string, string | undefined>;
  body: AuthenticateRequest;
}

/** The account whose username or e-mail address and password the request carries. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, name) {
  constructor(private readonly authenticatePassword: AuthenticatePassword) {
    super({ usernameField: 'identifier', passwordField: 'password', passReqToCallback: true });
  }

  async validate({ headers, body }: PasswordRequest, identifier: string, password: string) {
    const result = await this.authenticatePassword.execute({
      identifier,
      password: new Password(password),
      application: body.application,
      source: headers[contextHeaders.source] ?? null,
    });
    if (result.outcome === 'rejected') throw new Problem('sign_in.rejected');
    return result;
  }
}

@Injectable()
export class PasswordGuard extends AuthGuard(name) {
  private readonly pipe = validationPipe();

  /** Guards run before pipes, so the body is checked here: a malformed one is told what is wrong, not just refused. */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PasswordRequest>();
    request.body = await this.pipe.transform(request.body, { type: 'body', schema: authenticateRequest });
    // No application is registered yet, so none has this name. Said before the password is looked at.
    if (request.body.application !== null) {
      throw new Problem('application.unknown', {
        errors: [
          {
            field: 'application',
            reason: 'unknown',
            message: 'No application has this name. Check how it is spelled.',
          },
        ],
      });
    }
    return (await super.canActivate(context)) as boolean;
  }
}
