import type { MemberView, OrganizationRole, OrganizationView } from '@postern/contracts';
import {
  AddMember,
  CreateOrganization,
  type AddMemberOutcome,
  type Administrator,
  type MemberFilter,
  type OrganizationId,
} from '@postern/identity-domain';
import type { Clock } from '@postern/kernel';
import type { Database } from '@postern/platform';
import { z } from 'zod';
import { memberView } from './http/organization/members.controller.js';
import { PgCredentials } from './postgres/pg-credentials.js';
import { PgMembers } from './postgres/pg-members.js';
import { PgMemberships } from './postgres/pg-memberships.js';
import { PgOrganizations } from './postgres/pg-organizations.js';

export type ListedOrganization = Omit<OrganizationView, 'role'>;

/** Organizations, as whoever has the server looks after them. */
export interface OrganizationAdministration {
  /** `administrator`: username or e-mail address of who runs it; null: nobody yet. */
  createOrganization(
    name: string,
    administrator: string | null,
  ): Promise<
    | { outcome: 'created'; organization: ListedOrganization }
    | { outcome: 'limit' | 'account-not-found' | 'address-unverified' }
  >;
  /** By name, at most `limit` of those that begin with `query`. */
  listOrganizations(query: string, limit: number): Promise<ListedOrganization[]>;
  /** By username; undefined when there is no such organization. */
  listMembers(organizationId: string, filter: MemberFilter, limit: number): Promise<MemberView[] | undefined>;
  /** Makes somebody a member without asking. */
  addMember(organizationId: string, identifier: string, role: OrganizationRole): Promise<AddMemberOutcome>;
}

export function organizationAdministration(
  database: Database,
  clock: Clock,
  by: Administrator,
): OrganizationAdministration {
  const organizations = new PgOrganizations(database);
  const credentials = new PgCredentials(database);
  const members = new PgMembers(database);
  const create = new CreateOrganization(organizations, credentials, clock);
  const add = new AddMember(new PgMemberships(database), credentials, clock);
  const idIn = (text: string) => (z.uuid().safeParse(text).success ? (text as OrganizationId) : undefined);

  return {
    async createOrganization(name, administrator) {
      const result = await create.execute(name, administrator, by);
      if (result.outcome !== 'created') return result;
      const { id, createdAt } = result.organization.facts;
      const organization = { id, name, members: result.administrator ? 1 : 0, createdAt: createdAt.toISOString() };
      return { outcome: 'created', organization };
    },
    async listOrganizations(query, limit) {
      const found = await organizations.page(query, null, limit);
      return found.map(({ createdAt, ...one }) => ({ ...one, createdAt: createdAt.toISOString() }));
    },
    async listMembers(organizationId, filter, limit) {
      const id = idIn(organizationId);
      if (!id || !(await organizations.get(id))) return undefined;
      return (await members.page(id, filter, null, limit)).map(memberView);
    },
    async addMember(organizationId, identifier, role) {
      const id = idIn(organizationId);
      return id ? add.execute(id, identifier, role, by) : 'organization-not-found';
    },
  };
}
