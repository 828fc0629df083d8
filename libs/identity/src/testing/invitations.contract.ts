import { newId, secondsAfter } from '@postern/kernel';
import { Invitation, type InvitationId } from '../organization/invitation.js';
import { invitationsPerDay } from '../organization/invitations.js';
import type { OrganizationId } from '../organization/organization.js';
import { anOperator, atHome, noon } from './builders.js';
import { withOrganizations, type OrganizationStores } from './organizations.contract.js';

const later = secondsAfter(noon, 3600);

/** What every Invitations promises. */
export const invitationsContract = (make: () => OrganizationStores): void => {
  const given = async () => {
    const stores = withOrganizations(make());
    const { id, facts } = await stores.organization();
    const to = (email: string, at = noon, organizationId: OrganizationId = id) =>
      Invitation.send({ organizationId, email, role: 'member', invitedBy: 'ann' }, anOperator(), at);
    const sent = async (...what: Parameters<typeof to>) => {
      const invitation = to(...what);
      expect(await stores.invitations.send(invitation, 'en')).toBe('sent');
      return invitation;
    };
    const read = async (of: InvitationId) => (await stores.invitations.get(of))?.invitation as Invitation;
    return { ...stores, id, name: facts.name, to, sent, read };
  };

  it('gives back what was sent, under the name of the organization', async () => {
    const { invitations, sent, name } = await given();
    const invitation = await sent('ann@example.org');
    const found = await invitations.get(invitation.facts.id);
    expect([found?.organization, found?.invitation.facts]).toEqual([name, invitation.facts]);
    expect(await invitations.get(newId<InvitationId>())).toBeUndefined();
  });

  it('invited again, the older link is void, and another organization’s is not', async () => {
    const { sent, read, organization } = await given();
    const other = await organization();
    const first = await sent('ann@example.org');
    const elsewhere = await sent('ann@example.org', noon, other.id);
    const second = await sent('ANN@example.org', later);
    const standing = async ({ facts }: Invitation) => (await read(facts.id)).standing(later);
    expect([await standing(first), await standing(elsewhere), await standing(second)]).toEqual([
      'revoked',
      'open',
      'open',
    ]);
  });

  it('race: of several to one address at once one is open and one was sent', async () => {
    const { invitations, to, id } = await given();
    const all = Array.from({ length: 6 }, () => to('ann@example.org'));
    const outcomes = await Promise.all(all.map((one) => invitations.send(one, 'en')));
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(1);
    const open = (await invitations.page(id, null, 10)).filter((one) => one.standing(later) === 'open');
    expect(open).toHaveLength(1);
  });

  it('S21: an organization sends so many in 24 hours and no more, counted exactly', async () => {
    const { invitations, to, sent } = await given();
    for (let count = 0; count < invitationsPerDay - 2; count++) await sent(`p${count}@example.org`);
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((count) => invitations.send(to(`q${count}@example.org`), 'en')),
    );
    expect(outcomes.sort()).toEqual(['limit', 'limit', 'sent', 'sent']);
    expect(await invitations.send(to('late@example.org', secondsAfter(noon, 24 * 3600 + 1)), 'en')).toBe('sent');
  });

  it('pages the newest first, of one organization alone', async () => {
    const { invitations, id, sent, organization } = await given();
    await sent('else@example.org', noon, (await organization()).id);
    for (const [index, who] of ['a', 'b', 'c'].entries()) await sent(`${who}@example.org`, secondsAfter(noon, index));
    const first = await invitations.page(id, null, 2);
    const rest = await invitations.page(id, first.at(-1)?.facts.id ?? null, 2);
    expect([first, rest].map((page) => page.map(({ facts }) => facts.email[0]))).toEqual([['c', 'b'], ['a']]);
  });

  it('race: of parallel acceptances exactly one counts, with one member and one entry each', async () => {
    const stores = await given();
    const { invitations, sent, read, person, members, id, audit } = stores;
    const { facts } = await sent('ann@example.org');
    const people = await Promise.all(Array.from({ length: 6 }, () => person()));
    const outcomes = await Promise.all(
      people.map(async (one) => {
        const invitation = await read(facts.id);
        return invitations.accept(invitation, invitation.accept(one.id, atHome, later));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'not-open')).toHaveLength(5);
    expect(await members.count(id, {})).toBe(1);
    const kinds = (await audit.ofOrganization(id, 20)).map(({ kind }) => kind).sort();
    expect(kinds).toEqual(['invitation.accepted', 'invitation.sent', 'member.joined', 'organization.created']);
  });

  it('S14: is void once whoever sent it may not invite any more, and nobody comes back by a link of their own', async () => {
    const { invitations, memberships, person, join, become, id, read } = await given();
    const [boss, mallory, ann] = [await person(), await person(), await person()];
    await join(id, boss, 'administrator');
    const administrator = await join(id, mallory, 'administrator');
    const facts = { organizationId: id, role: 'administrator', invitedBy: 'mallory' } as const;
    const invitation = Invitation.send({ ...facts, email: 'way-back@example.org' }, anOperator(mallory.id), noon);
    expect(await invitations.send(invitation, 'en')).toBe('sent');
    const accept = () =>
      invitations.accept(
        Invitation.restore(invitation.facts),
        Invitation.restore(invitation.facts).accept(ann.id, atHome, later),
      );
    const standings = async () => [
      (await read(invitation.facts.id)).standing(later),
      (await invitations.page(id, null, 1))[0]?.standing(later),
    ];
    expect(await standings()).toEqual(['open', 'open']);
    await become(mallory, 'disabled');
    expect(await standings()).toEqual(['revoked', 'revoked']);
    expect(await accept()).toBe('not-open');
    await become(mallory, 'active');
    administrator.changeRole('member', anOperator(), later);
    await memberships.save(administrator);
    expect([await standings(), await accept()]).toEqual([['revoked', 'revoked'], 'not-open']);
    await memberships.remove(administrator);
    expect([await standings(), await accept()]).toEqual([['revoked', 'revoked'], 'not-open']);
    expect(await memberships.get(id, ann.id)).toBeUndefined();
  });

  it('stays open when a member shows it, and is void once revoked', async () => {
    const { invitations, sent, read, person, join, id } = await given();
    const { facts } = await sent('ann@example.org');
    const [ann, ben] = [await person(), await person()];
    await join(id, ann);
    const accept = async (who: typeof ann) => {
      const invitation = await read(facts.id);
      return invitations.accept(invitation, invitation.accept(who.id, atHome, later));
    };
    expect(await accept(ann)).toBe('member-exists');
    expect((await read(facts.id)).standing(later)).toBe('open');
    for (const outcome of ['revoked', 'not-open']) {
      const invitation = Invitation.restore(facts);
      invitation.revoke(anOperator(), later);
      expect(await invitations.revoke(invitation)).toBe(outcome);
    }
    expect(await accept(ben)).toBe('not-open');
  });
};
