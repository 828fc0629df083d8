import { fieldErrorOf } from '@postern/contracts';
import { Applications, type Application } from '@postern/identity-domain';
import { Problem } from '@postern/platform';

export interface SignInTarget {
  application: Application | null;
  /** Where to go afterwards; null: nowhere. */
  redirectTo: string | null;
}

/** Where somebody signs in to, told before anything else is looked at: whoever asks for a wrong one learns nothing more. */
export class SignInTargets {
  constructor(private readonly applications: Applications) {}

  /** Reads nothing when no application is named. @throws Problem `application.unknown` or `application.redirect_refused`. */
  async find(slug: string | null, redirectTo: string | null = null): Promise<SignInTarget> {
    const application = slug === null ? null : await this.applications.get(slug);
    if (application === undefined) {
      throw new Problem('application.unknown', { errors: [fieldErrorOf('application', 'unknown')] });
    }
    // Addresses are an application's: without one nobody has registered any.
    const target = application?.targetFor(redirectTo);
    if (target?.outcome === 'refused' || (!target && redirectTo !== null)) {
      throw new Problem('application.redirect_refused');
    }
    return { application, redirectTo: target?.target ?? null };
  }
}
