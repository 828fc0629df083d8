import { newId, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import type { AccountRole } from '../account/account.js';
import { actingRole, type OrganizationRole } from '../organization/acting-role.js';
import type { OrganizationId } from '../organization/organization.js';
import {
  anAccount,
  anOperator,
  atHome,
  InMemoryAccounts,
  InMemoryAuditRecord,
  InMemoryCredentials,
  InMemoryInvitations,
  InMemoryMemberships,
  InMemoryOrganizations,
  InMemorySessions,
  noon,
  PlainLinkTokens,
} from '../testing/index.js';
import { AcceptInvitation } from './accept-invitation.js';
import { AddMember } from './add-member.js';
import { ChangeMemberRole } from './change-member-role.js';
import { CreateOrganization } from './create-organization.js';
import { InviteMember } from './invite-member.js';
import { OpenInvitation } from './open-invitation.js';
import { RemoveMember } from './remove-member.js';
import { RenameOrganization } from './rename-organization.js';
import { RevokeInvitation } from './revoke-invitation.js';

describe('Organizations', () => {
  const given = async () => {
    const clock = new FixedClock(noon);
    const audit = new InMemoryAuditRecord();
    const accounts = new InMemoryAccounts(audit);
    const credentials = new InMemoryCredentials(accounts);
    const organizations = new InMemoryOrganizations(accounts, audit);
    organizations.reach(new InMemorySessions(credentials, audit), credentials);
    const memberships = new InMemoryMemberships(organizations);
    const invitations = new InMemoryInvitations(organizations);
    const links = new PlainLinkTokens();
    const open = new OpenInvitation(invitations, links, clock);
    const [ann, ben] = [anAccount(), anAccount()];
    for (const account of [ann, ben]) await accounts.add(account);
    const create = new CreateOrganization(organizations, credentials, clock);
    const created = await create.execute('Acme', ann.username, anOperator());
    if (created.outcome !== 'created') throw new Error(created.outcome);
    const { id } = created.organization;
    return {
      ...{ clock, audit, accounts, organizations, memberships, invitations, links, open, ann, ben, create, id },
      rename: new RenameOrganization(organizations, clock),
      add: new AddMember(memberships, credentials, clock),
      change: new ChangeMemberRole(memberships, clock),
      remove: new RemoveMember(memberships, clock),
      invite: new InviteMember(invitations, clock),
      revoke: new RevokeInvitation(invitations, clock),
      accept: new AcceptInvitation(invitations, open, clock),
    };
  };
  const nowhere = newId<OrganizationId>();

  it('are created for who is named, for the creator, or by the command line for nobody yet', async () => {
    const { create, memberships, ann, ben, id } = await given();
    expect((await memberships.get(id, ann.id))?.facts.role).toBe('administrator');
    const own = await create.execute('Mine', null, { actor: ben.id, ...atHome });
    expect(own).toMatchObject({ outcome: 'created', administrator: ben.id });
    expect(await create.execute('Empty', null, { actor: null, ...atHome })).toMatchObject({ administrator: null });
    expect(await create.execute('None', 'nobody', anOperator())).toEqual({ outcome: 'account-not-found' });
    ben.disable();
    expect(await create.execute('None', ben.email, anOperator())).toEqual({ outcome: 'account-not-found' });
  });

  it('pre-registration: whoever registered with somebody else’s address is nobody that this address names', async () => {
    const { create, add, accounts, memberships, id, ben } = await given();
    for (const address of [ben.email, ben.email.toUpperCase()]) {
      expect(await create.execute('Taken', address, anOperator())).toEqual({ outcome: 'address-unverified' });
      for (const role of ['administrator', 'member'] as const) {
        expect(await add.execute(id, address, role, anOperator())).toBe('address-unverified');
      }
    }
    expect(await memberships.get(id, ben.id)).toBeUndefined();
    ben.verifyEmail(ben.email, noon);
    await accounts.save(ben);
    expect(await create.execute('Own', ben.email, anOperator())).toMatchObject({ administrator: ben.id });
  });

  it('race: renamed by two at once, the later name stays and both are recorded', async () => {
    const { rename, organizations, audit, id } = await given();
    await Promise.all(['One', 'Two'].map((name) => rename.execute(id, name, anOperator())));
    expect((await organizations.get(id))?.organization.facts.version).toBe(3);
    expect(audit.entries.filter(({ kind }) => kind === 'organization.renamed')).toHaveLength(2);
    expect(await rename.execute(nowhere, 'X', anOperator())).toBe('not-found');
  });

  it('say of everything with members how it ended', async () => {
    const { add, change, remove, ann, ben, id, audit } = await given();
    expect(await add.execute(id, ben.username, 'member', anOperator())).toBe('added');
    expect(await add.execute(id, ben.username, 'member', anOperator())).toBe('member-exists');
    expect(await add.execute(id, 'nobody', 'member', anOperator())).toBe('account-not-found');
    expect(await add.execute(nowhere, ben.username, 'member', anOperator())).toBe('organization-not-found');
    expect(await change.execute(id, ann.id, 'member', anOperator())).toBe('last-administrator');
    expect(await change.execute(id, ben.id, 'administrator', anOperator())).toBe('changed');
    expect(await change.execute(id, newId<AccountId>(), 'member', anOperator())).toBe('not-found');
    expect(await remove.execute(id, ann.id, { actor: ann.id, ...atHome })).toBe('removed');
    expect(audit.entries.at(-1)).toMatchObject({ kind: 'member.left', accountId: ann.id, actor: null });
    expect(await remove.execute(id, ben.id, anOperator())).toBe('last-administrator');
    expect(await remove.execute(id, ann.id, anOperator())).toBe('not-found');
  });

  it('invite, for seven days, and take back what was not accepted', async () => {
    const { invite, open, accept, revoke, links, clock, ben, id, invitations } = await given();
    const to = (email: string) =>
      ({ organizationId: id, email, role: 'member', locale: 'es', invitedBy: 'ann' }) as const;
    const sent = async (email: string) => {
      const result = await invite.execute(to(email), anOperator());
      if (result.outcome !== 'sent') throw new Error(result.outcome);
      const { id: invitationId } = result.invitation.facts;
      return { invitationId, token: links.derive('invitation', invitationId).reveal() };
    };
    const one = await sent('one@example.org');
    expect(invitations.mailed).toEqual([{ id: one.invitationId, locale: 'es' }]);
    expect(await open.execute(one.token)).toMatchObject({ outcome: 'open', organization: 'Acme' });
    expect(await accept.execute(one.token, ben.id, atHome)).toEqual({ outcome: 'accepted', organizationId: id });
    expect(await open.execute(one.token)).toEqual({ outcome: 'spent' });
    expect(await revoke.execute(id, one.invitationId, anOperator())).toBe('not-found');

    const two = await sent('two@example.org');
    expect(await revoke.execute(nowhere, two.invitationId, anOperator())).toBe('not-found');
    for (let time = 0; time < 2; time++)
      expect(await revoke.execute(id, two.invitationId, anOperator())).toBe('revoked');
    expect(await open.execute(two.token)).toEqual({ outcome: 'expired' });

    const three = await sent('three@example.org');
    expect(await open.execute(links.derive('notice', three.invitationId).reveal())).toEqual({ outcome: 'unknown' });
    clock.advance(7 * 24 * 3600);
    expect(await open.execute(three.token)).toEqual({ outcome: 'expired' });
    expect(await accept.execute(three.token, newId<AccountId>(), atHome)).toEqual({ outcome: 'expired' });
    expect(await invite.execute({ ...to('x@example.org'), organizationId: nowhere }, anOperator())).toEqual({
      outcome: 'gone',
    });
  });

  it.each<[AccountRole | null, OrganizationRole | null, ReturnType<typeof actingRole>]>([
    ['operator', 'administrator', 'operator'],
    ['operator', null, 'operator'],
    ['support', 'administrator', 'administrator'],
    ['support', 'member', 'support'],
    [null, 'member', 'member'],
    [null, null, null],
  ])('to who is %s in the installation and %s in the organization the role is %s', (account, member, acting) => {
    expect(actingRole(account, member)).toBe(acting);
  });
});
