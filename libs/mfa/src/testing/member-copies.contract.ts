import { newId, type AccountId } from '@postern/kernel';
import type { OrganizationId } from '../ids.js';
import type { Member, MemberCopies, WordOfMembers } from '../member/member-copies.js';
import { noon } from './builders.js';

export const aMember = (changes: Partial<Member> = {}): Member => {
  const accountId = changes.accountId ?? newId<AccountId>();
  return {
    accountId,
    username: `m-${accountId.slice(0, 8)}`,
    email: `${accountId}@example.org`,
    emailVerified: true,
    locale: 'en',
    state: 'active',
    accountCreatedAt: noon,
    ...changes,
  };
};

export function memberCopiesContract(setUp: () => Promise<MemberCopies>): void {
  const acme = newId<OrganizationId>();
  const word = (revision: number, members: Member[], left: AccountId[] = []): WordOfMembers => ({
    organizationId: acme,
    members,
    left,
    revision,
  });

  it('keeps what it is told, as it is told, in pages by account', async () => {
    const copies = await setUp();
    const members = Array.from({ length: 5 }, (_, index) =>
      aMember(index % 2 ? { locale: 'es', emailVerified: false, state: 'disabled' } : {}),
    ).sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
    await copies.take(word(1, members));
    expect(await copies.page(acme, null, 3)).toEqual(members.slice(0, 3));
    expect(await copies.page(acme, members[2]?.accountId ?? null, 3)).toEqual(members.slice(3));
    expect(await copies.page(newId<OrganizationId>(), null, 3)).toEqual([]);
  });

  it('lets the newest word hold, in whatever order words arrive, also about who has left', async () => {
    const ann = aMember();
    const renamed = { ...ann, username: 'ann' };
    const words = [word(1, [ann]), word(2, [], [ann.accountId]), word(3, [renamed])];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      const copies = await setUp();
      for (const index of order) await copies.take(words[index] as WordOfMembers);
      expect(await copies.page(acme, null, 9)).toEqual([renamed]);
    }
    const copies = await setUp();
    await copies.take(word(2, [], [ann.accountId]));
    await copies.take(word(1, [ann]));
    expect(await copies.page(acme, null, 9)).toEqual([]);
  });

  it('race: of many words at once the newest holds', async () => {
    const copies = await setUp();
    const members = Array.from({ length: 20 }, () => aMember());
    const told = (revision: number) =>
      revision === 12
        ? word(
            revision,
            members.slice(0, 10).map((member) => ({ ...member, username: `newest-${member.accountId}` })),
            members.slice(10).map(({ accountId }) => accountId),
          )
        : word(revision, [...members].reverse());
    await Promise.all([3, 12, 1, 7, 2, 11, 5].map((revision) => copies.take(told(revision))));
    const kept = await copies.page(acme, null, 99);
    expect(kept).toHaveLength(10);
    expect(kept.every(({ username }) => username.startsWith('newest-'))).toBe(true);
  });

  it('keeps one account’s memberships apart', async () => {
    const copies = await setUp();
    const ann = aMember();
    const other = newId<OrganizationId>();
    await copies.take(word(1, [ann]));
    await copies.take({ ...word(2, [ann]), organizationId: other });
    await copies.take(word(3, [], [ann.accountId]));
    expect(await copies.page(acme, null, 9)).toEqual([]);
    expect(await copies.page(other, null, 9)).toEqual([ann]);
  });
}
