import type { OrganizationView } from '@postern/contracts';
import { Resident } from './resident.js';
import type { RunningIdentity } from './running-identity.js';

export const organizations = '/internal/organizations';

/** Somebody with a part in running the installation. */
export async function withRole(identity: RunningIdentity, role: 'operator' | 'support'): Promise<Resident> {
  const somebody = await Resident.register(identity);
  await identity.database.query('appoint', 'update identity.account set role = $2 where id = $1', [somebody.id, role]);
  return somebody;
}

/** Makes somebody a member without an invitation. */
export async function join(
  identity: RunningIdentity,
  organizationId: string,
  { id }: Resident,
  role: 'administrator' | 'member' = 'member',
): Promise<void> {
  await identity.database.query(
    'join',
    'insert into identity.membership (organization_id, account_id, role, joined_at) values ($1, $2, $3, now())',
    [organizationId, id, role],
  );
}

/** An organization with an administrator and a member. */
export async function anOrganization(identity: RunningIdentity, operator: Resident, name = 'Acme Logistics') {
  const [boss, member] = [await Resident.register(identity), await Resident.register(identity)];
  const body = { name, administrator: boss.person.username };
  const { id } = await operator.call<OrganizationView>('POST', organizations, body);
  await join(identity, id, member);
  return { id, path: `${organizations}/${id}`, boss, member };
}
