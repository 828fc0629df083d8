import type { OrganizationRole } from '@postern/contracts';

const roles = ['administrator', 'member'] as const satisfies OrganizationRole[];
const states = ['active', 'disabled', 'closed'] as const;

/** What is looked for among the members. It stands in the address: whoever comes back from a member finds it again. */
export interface MembersSearch {
  query?: string | undefined;
  role?: (typeof roles)[number] | undefined;
  state?: (typeof states)[number] | undefined;
}

export const membersSearch = ({ query, role, state }: Record<string, unknown>): MembersSearch => ({
  query: typeof query === 'string' && query !== '' ? query.slice(0, 100) : undefined,
  role: roles.find((one) => one === role),
  state: states.find((one) => one === state),
});
