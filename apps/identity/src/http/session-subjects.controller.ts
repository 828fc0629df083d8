import { Body, Controller, Post, Req, UseGuards } from '@nestjs/common';
import { sessionSubjectRequest, type Aal, type Authenticated, type SessionSubjectRequest } from '@postern/contracts';
import { Credentials, reaches, RequireFreshAuthentication, Session, type OpenSession } from '@postern/identity-domain';
import { Clock } from '@postern/kernel';
import { Problem } from '@postern/platform';
import { ServiceTokenGuard } from './service-token.js';
import { moreWanted, SessionGuard, TakesShortSessions } from './session.guard.js';
import { SignInTargets } from './sign-in-targets.js';
import { SubjectTokens, type Subject } from './subject-tokens.js';

/** Whoever is signed in goes to mfa with these: to prove it anew, to change factors, or to read them. */
@Controller('internal/sessions/current/subject-tokens')
@UseGuards(ServiceTokenGuard, SessionGuard)
export class SessionSubjectsController {
  constructor(
    private readonly credentials: Credentials,
    private readonly requireFreshAuthentication: RequireFreshAuthentication,
    private readonly targets: SignInTargets,
    private readonly subjectTokens: SubjectTokens,
    private readonly clock: Clock,
  ) {}

  @Post()
  @TakesShortSessions(true)
  async make(
    @Req() { user }: { user: OpenSession },
    @Body({ schema: sessionSubjectRequest }) wanted: SessionSubjectRequest,
  ): Promise<Authenticated> {
    const { session, holder } = user;
    const { application } = await this.targets.find(this.applicationOf(user, wanted));
    const stepUp = this.standing(user, wanted);
    const credential = await this.credentials.get(holder.accountId);
    if (!credential) throw new Problem('session.required');
    const subject: Subject = {
      purpose: wanted.purpose,
      credential,
      ...Session.restore(session).provenAt(this.clock.now()),
      authenticatedAt: session.authenticatedAt,
      application,
      session: session.id,
      stepUp,
    };
    return { subjectToken: this.subjectTokens.for(subject) };
  }

  /** A session that is less than is asked of it is led by the rules of the application that it was opened for. */
  private applicationOf({ session, shortOf }: OpenSession, wanted: SessionSubjectRequest): string | null {
    const named = 'application' in wanted ? wanted.application : null;
    return named ?? (shortOf ? session.application : null);
  }

  /** @throws Problem `session.step_up_required` where a proof is old or weak that must not be (S11). */
  private standing(
    { session, shortOf }: OpenSession,
    wanted: SessionSubjectRequest,
  ): NonNullable<Subject['stepUp']> | null {
    if (shortOf && wanted.purpose !== 'step-up') throw moreWanted(shortOf);
    if (wanted.purpose === 'account') return null;
    if (wanted.purpose === 'step-up') {
      const { aal, maxAgeSeconds } = wanted;
      const given = { ...(aal && { aal }), ...(maxAgeSeconds !== null && { maxAgeSeconds }) };
      const { outcome } = this.requireFreshAuthentication.execute(session, given);
      // However fresh the session is: what an organization, or its application, asks for is still to be shown.
      return { aal: atLeast(shortOf, aal), satisfied: !shortOf && outcome === 'fresh' };
    }
    const freshness = this.requireFreshAuthentication.execute(session);
    if (freshness.outcome === 'step-up-required') {
      throw new Problem('session.step_up_required', { required: freshness.required });
    }
    return null;
  }
}

/** Null: as much as the account's factors can prove, which is always enough where any second factor is. */
const atLeast = (least: Aal | null, wanted: Aal | null): Aal | null =>
  least && (wanted ? !reaches(wanted, least) : least !== 'aal1') ? least : wanted;
