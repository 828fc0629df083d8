import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { Account, AccountState } from '../account/account.js';
import { auditEntry } from '../audit/audit-record.js';
import type { Invitations } from '../organization/invitations.js';
import type { Members } from '../organization/members.js';
import { Membership, mostMemberships } from '../organization/membership.js';
import type { Memberships } from '../organization/memberships.js';
import { Organization, type OrganizationId } from '../organization/organization.js';
import type { Organizations } from '../organization/organizations.js';
import type { Sessions } from '../session/sessions.js';
import type { AccountStores } from './accounts.contract.js';
import { anAccount, anOperator, noon } from './builders.js';

export interface OrganizationStores extends AccountStores {
  organizations: Organizations;
  memberships: Memberships;
  members: Members;
  invitations: Invitations;
  sessions: Sessions;
}

const later = secondsAfter(noon, 60);

/** Ways to have people in organizations. */
export const withOrganizations = (stores: OrganizationStores) => {
  const person = async (wishes: Parameters<typeof anAccount>[0] = {}): Promise<Account> => {
    const account = anAccount(wishes);
    await stores.accounts.add(account);
    return account;
  };
  const join = async (
    organizationId: OrganizationId,
    account: Account,
    role: 'administrator' | 'member' = 'member',
  ) => {
    const membership = Membership.join({ organizationId, accountId: account.id, role, joinedAt: noon }, anOperator());
    expect(await stores.memberships.add(membership)).toBe('added');
    return membership;
  };
  const become = async (account: Account, state: AccountState) => {
    const found = (await stores.accounts.get(account.id)) as Account;
    Object.assign(found, { state });
    await stores.accounts.save(found);
  };
  const organization = async (name = `Acme ${newId()}`) => {
    const made = Organization.create(name, anOperator(), noon);
    expect(await stores.organizations.add(made, null)).toBe('added');
    return made;
  };
  return { ...stores, person, join, become, organization };
};

const kindsOf = async ({ audit }: OrganizationStores, id: OrganizationId) =>
  (await audit.ofOrganization(id, 50)).map(({ kind }) => kind).reverse();

/** What every Organizations promises. */
export const organizationsContract = (make: () => OrganizationStores): void => {
  it('gives back an organization as it was added, with its first member', async () => {
    const stores = withOrganizations(make());
    const ann = await stores.person();
    const by = anOperator();
    const organization = Organization.create('Acme Logistics', by, noon);
    const organizationId = organization.id;
    const facts = { organizationId, accountId: ann.id, role: 'administrator', joinedAt: noon } as const;
    expect(await stores.organizations.add(organization, Membership.join(facts, by))).toBe('added');
    const found = await stores.organizations.get(organizationId);
    expect([found?.organization.facts, found?.members]).toEqual([organization.facts, 1]);
    expect((await stores.memberships.get(organizationId, ann.id))?.facts).toEqual(facts);
    expect(await kindsOf(stores, organizationId)).toEqual(['organization.created', 'member.joined']);
    expect((await stores.audit.ofOrganization(organizationId, 1))[0]).toMatchObject({
      actor: by.actor,
      device: by.device,
    });
    expect((await stores.credentials.get(ann.id))?.organizations).toEqual([organizationId]);
  });

  it('stores nothing where the first member has no account any more', async () => {
    const { organizations } = make();
    const organization = Organization.create('Acme', anOperator(), noon);
    const facts = { organizationId: organization.id, accountId: newId<AccountId>(), joinedAt: noon } as const;
    const first = Membership.join({ ...facts, role: 'administrator' }, anOperator());
    expect(await organizations.add(organization, first)).toBe('account-gone');
    expect(await organizations.get(organization.id)).toBeUndefined();
  });

  it('keeps a new name, and fails for the second of two that read the same', async () => {
    const stores = withOrganizations(make());
    const { id } = await stores.organization();
    const read = async () => (await stores.organizations.get(id))?.organization as Organization;
    const [one, other] = [await read(), await read()];
    one.rename('One', anOperator(), later);
    other.rename('Other', anOperator(), later);
    expect([await stores.organizations.save(one), await stores.organizations.save(other)]).toEqual([
      'saved',
      'overtaken',
    ]);
    expect((await read()).facts).toMatchObject({ name: 'One', version: 2 });
    expect(await kindsOf(stores, id)).toEqual(['organization.created', 'organization.renamed']);
  });

  it('pages through those whose names begin alike, in any case, by name', async () => {
    const stores = withOrganizations(make());
    const mark = `Ñu${newId().slice(0, 8)}`;
    const names = ['ñandú', 'Acme', 'beta', 'beta'].map((name) => `${mark} ${name}`);
    for (const name of names) await stores.organization(name);
    const first = await stores.organizations.page(mark.toUpperCase(), null, 3);
    const rest = await stores.organizations.page(mark.toLowerCase(), first.at(-1)?.id ?? null, 3);
    expect([...first, ...rest].map(({ name }) => name)).toEqual(
      ['Acme', 'beta', 'beta', 'ñandú'].map((n) => `${mark} ${n}`),
    );
    expect(await stores.organizations.page(`${mark}%`, null, 3)).toEqual([]);
  });

  it('lists those of one account, with its role and how many they are', async () => {
    const stores = withOrganizations(make());
    const [ann, ben] = [await stores.person(), await stores.person()];
    const [beta, acme] = [await stores.organization('Beta'), await stores.organization('Acme')];
    await stores.join(acme.id, ann, 'administrator');
    await stores.join(acme.id, ben);
    await stores.join(beta.id, ann);
    expect(await stores.organizations.of(ann.id)).toEqual([
      { id: acme.id, name: 'Acme', createdAt: noon, members: 2, role: 'administrator' },
      { id: beta.id, name: 'Beta', createdAt: noon, members: 1, role: 'member' },
    ]);
    expect(await stores.organizations.of(newId<AccountId>())).toEqual([]);
  });

  it('S14: the newest requirement holds, however late an older one comes', async () => {
    const stores = withOrganizations(make());
    const { id } = await stores.organization();
    const entry = auditEntry({ kind: 'mfa-policy.changed', organizationId: id, at: later });
    const require = (revision: number, leastAal: 'aal1' | 'aal2') =>
      stores.organizations.require(id, { mfaRequiredSince: later, cutOff: null, leastAal, revision }, entry);
    await require(2, 'aal2');
    await require(1, 'aal1');
    await require(2, 'aal1');
    expect((await kindsOf(stores, id)).filter((kind) => kind === 'mfa-policy.changed')).toHaveLength(1);
  });
};

/** What every Memberships promises. */
export const membershipsContract = (make: () => OrganizationStores): void => {
  const given = async () => {
    const stores = withOrganizations(make());
    const { id } = await stores.organization();
    const [ann, ben, cal] = [await stores.person(), await stores.person(), await stores.person()];
    const boss = await stores.join(id, ann, 'administrator');
    const member = await stores.join(id, ben);
    return { ...stores, id, ann, ben, cal, boss, member };
  };
  const demoted = ({ facts }: Membership) => {
    const membership = Membership.restore(facts);
    membership.changeRole('member', anOperator(), later);
    return membership;
  };

  it('knows who is what, and nobody of an organization that is not there', async () => {
    const { memberships, id, ann, ben, cal } = await given();
    const roles = await Promise.all([ann, ben, cal].map((one) => memberships.standing(id, one.id)));
    expect(roles.map((standing) => standing?.role)).toEqual(['administrator', 'member', null]);
    expect(await memberships.standing(newId<OrganizationId>(), ann.id)).toBeUndefined();
    expect(await memberships.get(id, cal.id)).toBeUndefined();
  });

  it('race: of parallel additions of one account exactly one is added', async () => {
    const stores = await given();
    const { memberships, id, cal, audit } = stores;
    const facts = { organizationId: id, accountId: cal.id, role: 'member', joinedAt: later } as const;
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => memberships.add(Membership.join(facts, anOperator()))),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'member-exists')).toHaveLength(5);
    const joined = (await audit.ofAccount(cal.id, 20)).filter(({ kind }) => kind === 'member.joined');
    expect(joined).toHaveLength(1);
  });

  it('adds nobody to what is gone, and nobody who is', async () => {
    const { memberships, id, cal } = await given();
    const join = (organizationId: OrganizationId, accountId: AccountId) =>
      memberships.add(Membership.join({ organizationId, accountId, role: 'member', joinedAt: later }, anOperator()));
    expect(await join(newId<OrganizationId>(), cal.id)).toBe('gone');
    expect(await join(id, newId<AccountId>())).toBe('gone');
  });

  it('lets an account belong to so many and no more, whichever way it comes to them', async () => {
    const { memberships, organizations, person, join, organization } = await given();
    const ann = await person();
    const first = await organization();
    await join(first.id, ann);
    for (let count = 1; count < mostMemberships; count += 1) await join((await organization()).id, ann);
    const joining = (organizationId: OrganizationId) =>
      Membership.join({ organizationId, accountId: ann.id, role: 'member', joinedAt: noon }, anOperator());
    expect(await memberships.add(joining((await organization()).id))).toBe('limit');
    expect(await memberships.add(joining(first.id))).toBe('member-exists');
    const another = Organization.create('Acme Next', anOperator(), noon);
    expect(await organizations.add(another, joining(another.id))).toBe('limit');
    expect(await organizations.get(another.id)).toBeUndefined();
    expect(await memberships.remove(joining(first.id))).toBe('removed');
    expect(await organizations.add(another, joining(another.id))).toBe('added');
  });

  it('race: an account that comes to many at the same moment belongs to no more than it can', async () => {
    const { memberships, organizations, credentials, person, join, organization } = await given();
    const ann = await person();
    for (let count = 2; count < mostMemberships; count += 1) await join((await organization()).id, ann);
    const joining = (organizationId: OrganizationId) =>
      Membership.join({ organizationId, accountId: ann.id, role: 'member', joinedAt: noon }, anOperator());
    const there = await Promise.all(Array.from({ length: 8 }, () => organization()));
    const fresh = Array.from({ length: 8 }, () => Organization.create('Acme Next', anOperator(), noon));
    const outcomes = await Promise.all([
      ...there.map(({ id }) => memberships.add(joining(id))),
      ...fresh.map((one) => organizations.add(one, joining(one.id))),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'limit')).toHaveLength(14);
    expect((await credentials.get(ann.id))?.organizations).toHaveLength(mostMemberships);
  });

  it('changes roles and removes, and records each once', async () => {
    const stores = await given();
    const { memberships, id, ben, member } = stores;
    member.changeRole('administrator', anOperator(), later);
    expect(await memberships.save(member)).toBe('saved');
    expect((await memberships.get(id, ben.id))?.facts.role).toBe('administrator');
    for (const outcome of ['removed', 'not-found']) {
      const leaving = Membership.restore(member.facts);
      leaving.remove(anOperator(), later);
      expect(await memberships.remove(leaving)).toBe(outcome);
    }
    expect(await memberships.save(member)).toBe('not-found');
    const kinds = await kindsOf(stores, id);
    expect(kinds.slice(-2)).toEqual(['member.changed', 'member.removed']);
  });

  it('keeps the last administrator, whose account must be active to count', async () => {
    const { memberships, boss, member, become, ben } = await given();
    expect(await memberships.save(demoted(boss))).toBe('last-administrator');
    expect(await memberships.remove(boss)).toBe('last-administrator');
    member.changeRole('administrator', anOperator(), later);
    await memberships.save(member);
    await become(ben, 'disabled');
    expect(await memberships.remove(boss)).toBe('last-administrator');
    await become(ben, 'active');
    expect(await memberships.remove(boss)).toBe('removed');
    expect(await memberships.remove(member)).toBe('last-administrator');
  });

  it('race: of administrators who demote or remove each other at once one remains', async () => {
    for (const verb of ['save', 'remove'] as const) {
      const { memberships, id, boss, cal, join, person } = await given();
      const all = [boss, await join(id, cal, 'administrator'), await join(id, await person(), 'administrator')];
      const outcomes = await Promise.all(
        all.map((one) => (verb === 'save' ? memberships.save(demoted(one)) : memberships.remove(one))),
      );
      expect(outcomes.filter((outcome) => outcome === 'last-administrator')).toHaveLength(1);
    }
  });
};

/** What every Members promises. */
export const membersContract = (make: () => OrganizationStores): void => {
  const given = async () => {
    const stores = withOrganizations(make());
    const { id } = await stores.organization();
    const mark = newId().slice(0, 8);
    const add = async (
      username: string,
      given: string,
      family: string,
      role: 'administrator' | 'member' = 'member',
    ) => {
      const email = `Mail.${username}@example.org`;
      const account = await stores.person({
        username: `${username}.${mark}`,
        email: `${mark}${email}`,
        name: { given, family },
      });
      await stores.join(id, account, role);
      return account;
    };
    const people = [
      await add('Zoe', 'Zoë', 'Ålund'),
      await add('anna', 'Anna', 'Ñandú', 'administrator'),
      await add('Ben', 'Benedict', 'Annan'),
    ];
    const other = await stores.organization();
    const stranger = await stores.person({ name: { given: 'Anna', family: 'Else' } });
    await stores.join(other.id, stranger);
    return { ...stores, id, people, mark, stranger };
  };
  const names = (found: { username: string }[]) => found.map(({ username }) => username.split('.')[0]);

  it('pages by username in any case, and counts', async () => {
    const { members, id } = await given();
    const first = await members.page(id, {}, null, 2);
    expect(names(first)).toEqual(['anna', 'Ben']);
    expect(names(await members.page(id, {}, first.at(-1)?.username ?? '', 2))).toEqual(['Zoe']);
    expect(await members.count(id, {})).toBe(3);
  });

  it('finds by the beginning of username, address, given and family name, in any case and script', async () => {
    const { members, id, mark } = await given();
    const found = async (query: string) => {
      const page = await members.page(id, { query }, null, 10);
      expect(await members.count(id, { query })).toBe(page.length);
      return names(page);
    };
    expect(await found('AN')).toEqual(['anna', 'Ben']);
    expect(await found('ñAND')).toEqual(['anna']);
    expect(await found('zoË')).toEqual(['Zoe']);
    expect(await found('åL')).toEqual(['Zoe']);
    expect(await found(`${mark}MAIL.B`)).toEqual(['Ben']);
    for (const query of ['nna', '%', '_', '\\', "' or true --", 'else']) expect(await found(query)).toEqual([]);
  });

  it('filters by role and state, which follows the account', async () => {
    const { members, id, people, become } = await given();
    expect(names(await members.page(id, { role: 'administrator' }, null, 9))).toEqual(['anna']);
    await become(people[2] as Account, 'disabled');
    expect(names(await members.page(id, { state: 'disabled' }, null, 9))).toEqual(['Ben']);
    expect(names(await members.page(id, { state: 'active', role: 'member' }, null, 9))).toEqual(['Zoe']);
    expect(await members.count(id, { state: 'closed' })).toBe(0);
  });

  it('shows one of them, and nobody else’s', async () => {
    const { members, id, people, stranger } = await given();
    const [zoe] = people as [Account];
    expect(await members.get(id, zoe.id)).toEqual({
      accountId: zoe.id,
      username: zoe.username,
      name: zoe.name,
      email: zoe.email,
      emailVerified: false,
      role: 'member',
      state: 'active',
      joinedAt: noon,
      lastSignInAt: null,
      installationRole: null,
    });
    expect(await members.get(id, stranger.id)).toBeUndefined();
  });
};
