import { Processor } from '@nestjs/bullmq';
import type { HandlerContext, Handlers, MessageBody } from '@postern/contracts';
import { SealAudit, SendPasswordReset, SendUsername, type Occasion } from '@postern/identity-domain';
import { QueueConsumer, workerSettings } from '@postern/platform';
import { ImportWork } from '../imports/import-work.js';
import { FactorEventLog } from './factor-event-log.js';
import type { FactorEvent, FactorEventName } from './factor-events.js';
import { Housekeeping } from './housekeeping.js';
import { MemberLists } from './member-lists.js';
import { OrganizationLog } from './organization-log.js';

/**
 * What happened to second factors goes into the audit record and, where it matters, to the person; the rest is identity's
 * own work, done here because nobody may see how long it takes, or because the clock asks for it.
 */
@Processor('identity', workerSettings)
export class IdentityConsumer extends QueueConsumer<'identity'> {
  constructor(
    private readonly factorEvents: FactorEventLog,
    private readonly sendUsername: SendUsername,
    private readonly sendPasswordReset: SendPasswordReset,
    private readonly sealAudit: SealAudit,
    private readonly housekeeping: Housekeeping,
    private readonly organizations: OrganizationLog,
    private readonly memberLists: MemberLists,
    private readonly importWork: ImportWork,
  ) {
    super('identity');
  }

  protected readonly handlers: Handlers<'identity'> = {
    'email.verified': this.log('email.verified'),
    'enrollment.postponed': this.log('enrollment.postponed'),
    'factor.activated': this.log('factor.activated'),
    'factor.removed': this.log('factor.removed'),
    'factor.disabled': this.log('factor.disabled'),
    'challenge.rejected': this.log('challenge.rejected'),
    'challenge.locked': this.log('challenge.locked'),
    'recovery_codes.created': this.log('recovery_codes.created'),
    'recovery_code.used': this.log('recovery_code.used'),
    'device.remembered': this.log('device.remembered'),
    'device.forgotten': this.log('device.forgotten'),
    'factors.recovered': this.log('factors.recovered'),
    'factor_reset.requested': this.log('factor_reset.requested'),
    'factor_reset.stopped': this.log('factor_reset.stopped'),
    'factor_reset.applied': this.log('factor_reset.applied'),
    'send-username': ({ email, ...asked }, { messageId }) =>
      this.sendUsername.execute(email, occasionOf(asked), messageId),
    'send-password-reset': ({ identifier, application, ...asked }, { messageId }) =>
      this.sendPasswordReset.execute({ identifier, application }, occasionOf(asked), messageId),
    'organization.policy_changed': (event) => this.organizations.policyChanged(event),
    'rollout.changed': (event, { messageId }) => this.organizations.rolloutChanged(event, messageId),
    'list-members': (asked, { messageId }) => this.memberLists.answer(asked, messageId, new Date()),
    'import-members': (body, { messageId }) => this.importWork.take(body, messageId),
    'clear-expired': () => this.housekeeping.clearExpired(),
    'seal-audit': async () => {
      await this.sealAudit.execute();
    },
  };

  private log<Name extends FactorEventName>(name: Name) {
    return (event: MessageBody<'identity', Name>, { messageId }: HandlerContext): Promise<void> =>
      this.factorEvents.take({ ...event, name } as unknown as FactorEvent, messageId);
  }
}

/** Counted from when it was asked for: a link that was long on its way has less time left. */
const occasionOf = ({ at, source }: { at: string; source: string | null }): Occasion => ({
  at: new Date(at),
  source,
  device: null,
});
