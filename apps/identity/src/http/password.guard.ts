import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { authenticateRequest, contextHeaders, type AuthenticateRequest } from '@postern/contracts';
import { AuthenticatePassword, Password, type AuthenticatePasswordOutcome } from '@postern/identity-domain';
import { Problem, validationPipe } from '@postern/platform';
import { Strategy } from 'passport-local';
import { originOf } from './origin.js';
import { SignInTargets, type SignInTarget } from './sign-in-targets.js';

/** Strategies are known by name in the whole process, which may hold other services too. */
const name = 'identity-password';

export interface PasswordRequest {
  headers: Record<string, string | undefined>;
  body: AuthenticateRequest;
  target: SignInTarget;
  user: Extract<AuthenticatePasswordOutcome, { outcome: 'authenticated' }>;
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
      origin: originOf({
        source: headers[contextHeaders.source] ?? 'unknown',
        userAgent: headers[contextHeaders.userAgent]?.slice(0, 400) ?? null,
      }),
    });
    if (result.outcome === 'rejected') throw new Problem('sign_in.rejected');
    if (result.outcome === 'reset-required') throw new Problem('account.password_reset_required');
    return result;
  }
}

@Injectable()
export class PasswordGuard extends AuthGuard(name) {
  private readonly pipe = validationPipe();

  constructor(private readonly targets: SignInTargets) {
    super();
  }

  /** Guards run before pipes, so the body is checked here: a malformed one is told what is wrong, not just refused. */
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PasswordRequest>();
    request.body = await this.pipe.transform(request.body, { type: 'body', schema: authenticateRequest });
    // Said before the password is looked at.
    request.target = await this.targets.find(request.body.application, request.body.redirectTo);
    return (await super.canActivate(context)) as boolean;
  }
}
