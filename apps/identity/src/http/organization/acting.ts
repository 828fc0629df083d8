import type { Administrator, OpenSession, OrganizationId } from '@postern/identity-domain';
import type { Caller } from '@postern/platform';
import { originOf } from '../origin.js';
import type { ActedOn } from './organization.guard.js';

/** Who acts on an organization, as the audit record has it. */
export const acting = (
  { holder }: OpenSession,
  { organization, actingAs }: ActedOn,
  caller: Caller,
): Administrator & { organizationId: OrganizationId; actingAs: ActedOn['actingAs'] } => ({
  actor: holder.accountId,
  organizationId: organization.id,
  actingAs,
  ...originOf(caller),
});
