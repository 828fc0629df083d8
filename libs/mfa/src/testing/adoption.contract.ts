import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { MemberStandings, type AfterMember } from '../adoption/member-standings.js';
import { Reminders, type ReminderId } from '../adoption/reminders.js';
import { standingOf, type MemberStanding, type MethodFacts, type Standing } from '../adoption/standing.js';
import { enrollableKinds, type EnrollableKind } from '../factor/factor-kind.js';
import type { OrganizationId } from '../ids.js';
import type { Member, MemberCopies } from '../member/member-copies.js';
import type { EnrollmentPolicy } from '../policy/enrollment-policy.js';
import { aPolicy, noon } from './builders.js';
import { aMember } from './member-copies.contract.js';

export interface AdoptionHarness {
  standings: MemberStandings;
  members: MemberCopies;
  /** Puts these facts about accounts in place. */
  known: (facts: ReadonlyMap<AccountId, MethodFacts>) => Promise<void>;
}

const policies: Record<string, EnrollmentPolicy> = {
  offered: aPolicy(),
  'with a limit': aPolicy({ maxPostponements: 2 }),
  required: aPolicy({ mfa: 'required' }),
  'one kind': aPolicy({ mfa: 'required', allowedKinds: ['totp'] }),
  aal2: aPolicy({ mfa: 'required', leastAal: 'aal2', allowedKinds: ['sms', 'totp', 'webauthn'] }),
  'past its deadline': aPolicy({ deadline: noon }),
  'before its deadline': aPolicy({ deadline: secondsAfter(noon, 1) }),
};

export function memberStandingsContract(setUp: () => Promise<AdoptionHarness>): void {
  const acme = newId<OrganizationId>();
  const kindSets: EnrollableKind[][] = [[], [], ['email'], ['sms', 'totp'], ['webauthn'], ['email', 'totp']];

  /** Members in every combination of what matters. */
  async function given() {
    const harness = await setUp();
    const facts = new Map<AccountId, MethodFacts>();
    const members: Member[] = [];
    for (const state of ['active', 'active', 'disabled', 'closed'] as const) {
      for (const [index, kinds] of kindSets.entries()) {
        for (const accountCreatedAt of [new Date('2024-05-01T09:00:00Z'), noon]) {
          for (const emailVerified of [true, false]) {
            const username = `user-${String.fromCharCode(97 + (members.length % 23))}-${members.length}`;
            const member = aMember({ state, accountCreatedAt, emailVerified, username });
            members.push(member);
            const postponements = members.length % 4;
            if (index > 0) facts.set(member.accountId, { kinds, postponements, hasVerifiedAddress: index % 2 === 0 });
          }
        }
      }
    }
    await harness.members.take({ organizationId: acme, members, left: [], revision: 1 });
    const others = members.slice(0, 3).map((member) => ({ ...member, accountId: newId<AccountId>() }));
    await harness.members.take({ organizationId: newId<OrganizationId>(), members: others, left: [], revision: 2 });
    const gone = aMember();
    await harness.members.take({ organizationId: acme, members: [gone], left: [], revision: 3 });
    await harness.members.take({ organizationId: acme, members: [], left: [gone.accountId], revision: 4 });
    await harness.known(facts);
    const expected = (policy: EnrollmentPolicy): MemberStanding[] =>
      members.map((member) => {
        const known = facts.get(member.accountId) ?? { kinds: [], postponements: 0, hasVerifiedAddress: false };
        const { kinds, postponements } = known;
        return { member, kinds, postponements, ...standingOf(member, known, policy, noon) };
      });
    return { ...harness, expected };
  }

  it('counts as the rules say, under every policy, and only members of the organization', async () => {
    const { standings, expected } = await given();
    for (const policy of Object.values(policies)) {
      const all = expected(policy);
      const counts = await standings.counts({ organizationId: acme, policy, at: noon });
      const of = (standing: Standing) => all.filter((one) => one.standing === standing);
      expect(counts.members).toBe(all.length);
      for (const [standing, count] of Object.entries(counts.byStanding)) {
        expect([standing, count]).toEqual([standing, of(standing as Standing).length]);
      }
      for (const kind of enrollableKinds) {
        expect(counts.byKind[kind] ?? 0).toBe(all.filter(({ kinds }) => kinds.includes(kind)).length);
      }
      expect(counts.blockedWithoutAddress).toBe(of('blocked').filter((one) => !one.addressVerified).length);
      expect(counts.ready).toBe(of('enrolled').filter(({ member }) => member.state === 'active').length);
      expect(counts.leftOut).toBe(all.filter(({ member }) => member.state !== 'active').length);
    }
  });

  it('counts nobody where there is nobody', async () => {
    const { standings } = await setUp();
    const counts = await standings.counts({ organizationId: newId<OrganizationId>(), policy: aPolicy(), at: noon });
    expect(counts).toMatchObject({ members: 0, byKind: {}, ready: 0, leftOut: 0 });
    expect(counts.byStanding.blocked).toBe(0);
  });

  it('pages by username, each member once, as the rules say', async () => {
    const { standings, expected } = await given();
    for (const policy of Object.values(policies)) {
      for (const standing of [null, 'enrolled', 'blocked', 'account-disabled', 'not-asked'] as const) {
        const seen: MemberStanding[] = [];
        let after: AfterMember | null = null;
        do {
          const page: Awaited<ReturnType<MemberStandings['page']>> = await standings.page(
            { organizationId: acme, policy, at: noon },
            { standing, after, limit: 7 },
          );
          expect(page.members.length).toBeLessThanOrEqual(7);
          seen.push(...page.members);
          after = page.next;
        } while (after);
        const wanted = expected(policy)
          .filter((one) => standing === null || one.standing === standing)
          .sort((one, other) => (one.member.username < other.member.username ? -1 : 1));
        const sorted = seen.map((one) => ({ ...one, kinds: [...one.kinds].sort() }));
        expect(sorted).toEqual(wanted.map((one) => ({ ...one, kinds: [...one.kinds].sort() })));
      }
    }
  });

  it('finds everybody who can sign in and has no method, once, by account', async () => {
    const { standings, expected } = await given();
    for (const policy of Object.values(policies)) {
      const seen: string[] = [];
      let after: AccountId | null = null;
      do {
        const page: Awaited<ReturnType<MemberStandings['without']>> = await standings.without(
          { organizationId: acme, policy, at: noon },
          { after, limit: 10 },
        );
        expect(page.members.length).toBeLessThanOrEqual(10);
        seen.push(...page.members.map(({ member }) => member.accountId));
        after = page.next;
      } while (after);
      const wanted = expected(policy).filter(
        ({ standing }) => standing !== 'enrolled' && standing !== 'account-disabled',
      );
      expect(seen).toEqual(wanted.map(({ member }) => member.accountId).sort());
    }
  });
}

export function remindersContract(
  setUp: () => Promise<{ reminders: Reminders; begun: () => Promise<string[]> }>,
): void {
  const reminder = (organizationId: OrganizationId, startedAt: Date) => ({
    id: newId<ReminderId>(),
    organizationId,
    organization: 'Acme Logistics',
    members: 12,
    startedAt,
    startedBy: newId<AccountId>(),
  });

  it('begins once a day for each organization, of twenty at once exactly one', async () => {
    const { reminders, begun } = await setUp();
    const [acme, other] = [newId<OrganizationId>(), newId<OrganizationId>()];
    expect(await reminders.lastAt(acme)).toBeNull();
    const wanted = Array.from({ length: 20 }, () => reminder(acme, noon));
    const outcomes = await Promise.all(wanted.map((one) => reminders.begin(one)));
    expect(outcomes.filter((outcome) => outcome === 'begun')).toHaveLength(1);
    const first = wanted[outcomes.indexOf('begun')];
    expect(await begun()).toEqual([first?.id]);
    expect(await reminders.lastAt(acme)).toEqual(noon);
    const day = 86_400;
    expect(await reminders.begin(reminder(acme, secondsAfter(noon, day - 1)))).toBe('too-soon');
    expect(await reminders.begin(reminder(other, noon))).toBe('begun');
    expect(await reminders.begin(reminder(acme, secondsAfter(noon, day)))).toBe('begun');
    expect(await begun()).toHaveLength(3);
  });
}
