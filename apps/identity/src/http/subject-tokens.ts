import type { SubjectTokenClaims } from '@postern/contracts';
import type { Application, Credential } from '@postern/identity-domain';
import { newId, type AccountId } from '@postern/kernel';
import type { TokenSigner } from '@postern/platform';

/** Time enough to begin the second factor, which happens in the same request of the person's. */
const lifetimeSeconds = 120;

/** Whom and what a subject token is about. What is left out does not apply. */
export interface Subject {
  purpose: SubjectTokenClaims['purpose'];
  credential: Credential;
  /** What was proven, to which level, and when. */
  amr: readonly string[];
  aal: SubjectTokenClaims['aal'];
  authenticatedAt: Date;
  application?: Application | null;
  /** One of the application's own addresses. */
  redirectTo?: string | null;
  session?: string | null;
  stepUp?: SubjectTokenClaims['step_up'];
  /** An operator or the help desk, where it is not the person who acts. */
  actor?: AccountId | null;
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** What identity tells mfa of a person: the only place where subject tokens are made. */
export class SubjectTokens {
  constructor(private readonly signer: TokenSigner) {}

  for(subject: Subject): string {
    const { credential, application } = subject;
    const claims: SubjectTokenClaims = {
      sub: credential.accountId,
      jti: newId(),
      purpose: subject.purpose,
      username: credential.username,
      email: credential.email,
      email_verified: credential.emailVerified,
      locale: credential.locale,
      created_at: seconds(credential.createdAt),
      auth_time: seconds(subject.authenticatedAt),
      credential_version: credential.credentialVersion,
      application: application ? applicationClaims(application) : null,
      redirect_to: subject.redirectTo ?? null,
      organizations: [...credential.organizations],
      amr: [...subject.amr],
      aal: subject.aal,
      session: subject.session ? { id: subject.session } : null,
      step_up: subject.stepUp ?? null,
      actor: subject.actor ?? null,
    };
    return this.signer.sign('subject', 'mfa', claims, lifetimeSeconds);
  }
}

export function applicationClaims({ slug, settings }: Application): SubjectTokenClaims['application'] {
  const { name, supportContact, allowedFactors, enrollment, rememberDeviceDays } = settings;
  const moment = (text: string | null) => (text === null ? null : seconds(new Date(text)));
  return {
    slug,
    name,
    support_contact: supportContact,
    allowed_factors: allowedFactors,
    mfa: enrollment.mfa,
    required_from: moment(enrollment.requiredFrom),
    deadline: moment(enrollment.deadline),
    max_postponements: enrollment.maxPostponements,
    least_aal: enrollment.leastAal,
    remember_device_days: rememberDeviceDays,
  };
}
