import type { AdministrationTokenClaims } from '@postern/contracts';
import type { Application, OpenSession } from '@postern/identity-domain';
import { newId } from '@postern/kernel';
import type { TokenSigner } from '@postern/platform';
import { applicationClaims } from '../subject-tokens.js';
import type { ActedOn } from './organization.guard.js';

/** It is fetched for one call of the person's. */
const lifetimeSeconds = 60;

/** What identity tells mfa of who acts on an organization: the only place where such tokens are made. */
export class AdministrationTokens {
  constructor(private readonly signer: TokenSigner) {}

  for(
    { holder }: OpenSession,
    { organization, actingAs }: ActedOn,
    permission: AdministrationTokenClaims['permission'],
    application: Application | null,
  ): string {
    const claims: AdministrationTokenClaims = {
      sub: holder.accountId,
      jti: newId(),
      username: holder.username,
      locale: holder.locale,
      organization,
      role: actingAs as AdministrationTokenClaims['role'],
      permission,
      application: application && applicationClaims(application),
    };
    return this.signer.sign('administration', 'mfa', claims, lifetimeSeconds);
  }
}
