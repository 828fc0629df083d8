import { Injectable } from '@nestjs/common';
import type { AdministrationTokenRequest } from '@postern/contracts';
import type { Exchange } from '../edge/exchange.js';
import { idOrNobodys } from '../edge/ids.js';
import type { AdministrationCall, SessionCall } from '../services/calls.js';
import { Organizations } from '../services/organizations.js';
import { CurrentSession } from '../session/current-session.js';

type Permission = AdministrationTokenRequest['permission'];

/** The organization that a request names, for whoever may act on it. */
@Injectable()
export class CurrentOrganization {
  constructor(
    private readonly session: CurrentSession,
    private readonly organizations: Organizations,
  ) {}

  /** For a call to identity, which decides itself. */
  async call(exchange: Exchange): Promise<SessionCall> {
    return (await this.session.of(exchange)).call;
  }

  /**
   * For a call to mfa: identity's word, got anew for each, so that nobody acts with what was true a moment ago.
   *
   * @throws Problem `organization.not_found`, `session.step_up_required`.
   */
  async administration(
    permission: Permission,
    id: string,
    exchange: Exchange,
    application: string | null = null,
  ): Promise<AdministrationCall> {
    return this.word({ permission, application }, id, await this.call(exchange));
  }

  /** Asks identity whether somebody may, before anything is counted or taken from them. Throws as `administration` does. */
  async allowed(permission: Permission, id: string, exchange: Exchange): Promise<SessionCall> {
    const call = await this.call(exchange);
    await this.word({ permission }, id, call);
    return call;
  }

  /** The same where the session has been looked at already. */
  async word(request: AdministrationTokenRequest, id: string, call: SessionCall): Promise<AdministrationCall> {
    const { administrationToken } = await this.organizations.administrationToken(idOrNobodys(id), request, call);
    const { caller, requestId } = call;
    return { caller, requestId, administrationToken };
  }
}
