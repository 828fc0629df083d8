import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import type { AccountFiles } from '../account/account-files.js';
import { addressHeldSeconds, type EmailChangeId } from '../account/email-change.js';
import type { Occasion } from '../account/occasion.js';
import type { PasswordHash } from '../account/password.js';
import type { NoticeId } from '../notice/notice.js';
import type { PasswordResetId } from '../recovery/password-reset.js';
import type { AccountStores } from './accounts.contract.js';
import { anAccount } from './builders.js';

export interface AccountFileStores extends AccountStores {
  files: AccountFiles;
}

/** What every AccountFiles promises. Times are of today: addresses are held by the store's own clock. */
export const accountFilesContract = (make: () => AccountFileStores): void => {
  const occasion = (seconds = 0): Occasion => ({
    at: secondsAfter(new Date(), seconds),
    source: '192.0.2.7',
    device: 'Firefox on Windows',
  });
  const given = async (
    wishes: Parameters<typeof anAccount>[0] = {},
  ): Promise<AccountFileStores & { account: Account }> => {
    const stores = make();
    const account = anAccount(wishes);
    await stores.accounts.add(account);
    return { ...stores, account };
  };
  const confirmed = async (files: AccountFiles, id: AccountId, email: string) => {
    const changeId = newId<EmailChangeId>();
    await files.change(id, (file) => file.requestEmail(changeId, email, undefined, occasion()));
    return files.changeEmail(id, (file) => file.confirmEmail(changeId, occasion(1)));
  };

  it('gives back what was filed, oldest first, and who holds it', async () => {
    const { files, account, audit } = await given();
    const [older, newer] = [newId<PasswordResetId>(), newId<PasswordResetId>()];
    const changeId = newId<EmailChangeId>();
    await files.change(account.id, (file) => {
      file.requestReset(older, 'parcel-desk', occasion());
      file.requestReset(newer, null, occasion(90));
      file.requestEmail(changeId, 'new@example.org', undefined, occasion());
      file.close(secondsAfter(new Date(), 60), occasion(100));
    });
    const seen = await files.change(account.id, (file) => ({
      state: file.account.state,
      resets: file.resets.map(({ id, application, to }) => ({ id, application, to })),
      changes: file.emailChanges.map(({ id, email, confirmedAt }) => ({ id, email, confirmedAt })),
      notices: file.notices.map(({ id: _id, subject, to, device, disavowedAt }) => ({
        subject,
        to,
        device,
        disavowedAt,
      })),
      notice: file.notices[0]?.id,
    }));
    expect(seen).toMatchObject({
      state: 'closed',
      resets: [
        { id: older, application: 'parcel-desk', to: account.email },
        { id: newer, application: null },
      ],
      changes: [{ id: changeId, email: 'new@example.org', confirmedAt: null }],
      notices: [
        { subject: { kind: 'account-closed' }, to: account.email, device: 'Firefox on Windows', disavowedAt: null },
      ],
    });
    expect(await files.holderOf('password-reset', older)).toBe(account.id);
    expect(await files.holderOf('email-change', changeId)).toBe(account.id);
    expect(await files.holderOf('notice', seen?.notice as string)).toBe(account.id);
    const kinds = (await audit.ofAccount(account.id, 10)).map(({ kind }) => kind);
    expect(kinds).toContain('password.reset-requested');
    expect(kinds).toContain('account.closed');
  });

  it('knows nobody by an id of another kind, and changes nothing for an account that is gone', async () => {
    const { files, account } = await given();
    const id = newId<PasswordResetId>();
    await files.change(account.id, (file) => file.requestReset(id, null, occasion()));
    expect(await files.holderOf('notice', id)).toBeUndefined();
    expect(await files.holderOf('password-reset', newId())).toBeUndefined();
    let decided = 0;
    const decide = () => void decided++;
    expect(await files.change(newId<AccountId>(), decide)).toBeUndefined();
    expect(await files.changeEmail(newId<AccountId>(), decide)).toBeUndefined();
    expect(decided).toBe(0);
  });

  it('race: each of parallel changes sees what the one before it left', async () => {
    const { files, account, credentials } = await given();
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        files.change(account.id, (file) => {
          const before = file.account.credentialVersion;
          file.account.changePassword(`hash ${index}` as PasswordHash, occasion());
          return before;
        }),
      ),
    );
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await credentials.get(account.id)).toMatchObject({ credentialVersion: 9 });
  });

  it('race: asked by the same message again and again, acts once', async () => {
    const { files, account } = await given();
    const message = newId();
    const ask = () =>
      files.change(account.id, ({ account: mine }) => mine.changePhone('555 0199', occasion()) ?? 'done', message);
    const outcomes = await Promise.all([ask(), ask(), ask(), ask()]);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  });

  it('race: the last operator does not retire, and of two who do so at once one stays', async () => {
    const { files, accounts, account: member } = await given();
    const leave = (id: AccountId) => files.retire(id, (file) => file.account.disable() ?? 'gone');
    const [one, other] = [anAccount(), anAccount()];
    one.appoint('operator', occasion());
    other.appoint('operator', occasion());
    await accounts.add(one);
    expect(await leave(one.id)).toBe('last-operator');
    expect(await accounts.get(one.id)).toMatchObject({ state: 'active' });
    await accounts.add(other);
    expect((await Promise.all([leave(one.id), leave(other.id)])).sort()).toEqual(['gone', 'last-operator']);
    expect(await leave(member.id)).toBe('gone');
    expect(await leave(newId<AccountId>())).toBeUndefined();
  });

  it('stores nothing when the decision fails', async () => {
    const { files, accounts, account, audit } = await given();
    const failed = files.change(account.id, (file) => {
      file.changePhone('555 0199', occasion());
      throw new Error('not like that');
    });
    await expect(failed).rejects.toThrow('not like that');
    expect((await accounts.get(account.id))?.phone).toBe(account.phone);
    expect((await audit.ofAccount(account.id, 10)).map(({ kind }) => kind)).toEqual(['account.registered']);
  });

  it('race: of two accounts that move to one address exactly one does', async () => {
    const [one, other] = [await given(), await given()];
    const email = `shared-${newId()}@example.org`;
    const outcomes = await Promise.all([
      confirmed(one.files, one.account.id, email),
      confirmed(one.files, other.account.id, email.toUpperCase()),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'email-taken')).toHaveLength(1);
    const kept = await Promise.all([one, other].map(({ account }) => one.accounts.get(account.id)));
    expect(kept.filter((account) => account?.emailKey === email)).toHaveLength(1);
  });

  it('S12: nobody else gets an address that was changed until it cannot be given back any more', async () => {
    const { files, accounts, account } = await given();
    const { email: old } = account;
    const email = `moved-${newId()}@example.org`;
    await confirmed(files, account.id, email);
    expect(await accounts.add(anAccount({ email: old.toUpperCase() }))).toMatchObject({
      outcome: 'email-taken',
      holder: { id: account.id },
    });
    const other = anAccount();
    await accounts.add(other);
    expect(await confirmed(files, other.id, old)).toBe('email-taken');

    const notice = await files.change(account.id, (file) => file.notices.find(({ to }) => to === old)?.id as NoticeId);
    await files.change(account.id, (file) => file.disavow(notice as NoticeId, occasion(2)));
    expect(await accounts.get(account.id)).toMatchObject({ email: old });
    expect(await accounts.add(anAccount({ email }))).toEqual({ outcome: 'added' });
  });

  it('an address that was changed long ago is free', async () => {
    const { files, accounts, account } = await given();
    const longAgo = -addressHeldSeconds - 60;
    const changeId = newId<EmailChangeId>();
    const email = `moved-${newId()}@example.org`;
    await files.change(account.id, (file) => file.requestEmail(changeId, email, undefined, occasion(longAgo)));
    await files.changeEmail(account.id, (file) => file.confirmEmail(changeId, occasion(longAgo)));
    expect(await accounts.add(anAccount({ email: account.email }))).toEqual({ outcome: 'added' });
  });
};
