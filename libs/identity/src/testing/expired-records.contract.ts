import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import type { ExpiredRecords } from '../account/expired-records.js';
import type { Occasion } from '../account/occasion.js';
import { auditEntry } from '../audit/audit-record.js';
import type { PasswordResetId } from '../recovery/password-reset.js';
import type { AccountFileStores } from './account-files.contract.js';
import { anAccount } from './builders.js';

export interface ExpiredRecordStores extends AccountFileStores {
  records: ExpiredRecords;
  /** Whom the second factor was told to forget. */
  forgotten: () => Promise<AccountId[]>;
}

const now = new Date();
const soon = secondsAfter(now, 60);
const occasion = (at = now): Occasion => ({ at, source: null, device: null });

/** What every ExpiredRecords promises. Accounts came here a moment ago. */
export const expiredRecordsContract = (make: () => ExpiredRecordStores): void => {
  const given = async (): Promise<ExpiredRecordStores & { account: Account; there: () => Promise<boolean> }> => {
    const stores = make();
    const account = anAccount({ at: now });
    await stores.accounts.add(account);
    return { ...stores, account, there: async () => (await stores.accounts.get(account.id)) !== undefined };
  };

  it('removes a closed account when its time has come, and not before', async () => {
    const { records, files, account, audit, there, forgotten } = await given();
    await files.change(account.id, (file) => file.close(soon, occasion()));
    await records.removeClosedAccounts(now, soon);
    expect(await there()).toBe(true);
    expect(await records.removeClosedAccounts(soon, soon)).toBe(1);
    expect(await there()).toBe(false);
    expect((await audit.ofAccount(account.id, 5)).map(({ kind }) => kind)).toEqual([
      'account.deleted',
      'account.closed',
      'account.registered',
    ]);
    expect(await forgotten()).toContain(account.id);
  });

  it('race: parallel runs remove an account once', async () => {
    const { records, files, account, audit, forgotten } = await given();
    await files.change(account.id, (file) => file.close(soon, occasion()));
    const counts = await Promise.all([1, 2, 3].map(() => records.removeClosedAccounts(soon, soon)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect((await audit.ofAccount(account.id, 9)).filter(({ kind }) => kind === 'account.deleted')).toHaveLength(1);
    expect((await forgotten()).filter((id) => id === account.id)).toHaveLength(1);
  });

  it('removes an account that nobody ever used, and not before its time', async () => {
    const { records, account, there, forgotten } = await given();
    await records.removeUnusedAccounts(secondsAfter(now, -60), soon);
    expect(await there()).toBe(true);
    await records.removeUnusedAccounts(soon, soon);
    expect(await there()).toBe(false);
    expect(await forgotten()).toContain(account.id);
  });

  it('keeps accounts that were verified, used, disabled or closed', async () => {
    const { records, files, account, audit, there } = await given();
    const [verified, disabled, closed, enrolled] = [await given(), await given(), await given(), await given()];
    await audit.append(auditEntry({ kind: 'session.issued', accountId: account.id, at: now }));
    await files.change(verified.account.id, (file) => file.account.verifyEmail(file.account.email, now));
    await files.change(disabled.account.id, (file) => file.account.disable());
    await files.change(closed.account.id, (file) => file.close(soon, occasion()));
    await audit.append(auditEntry({ kind: 'factor.activated', accountId: enrolled.account.id, at: now }));
    await records.removeUnusedAccounts(soon, soon);
    expect(await Promise.all([there(), ...[verified, disabled, closed, enrolled].map((one) => one.there())])).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('removes links by the time at which they expired', async () => {
    const { records, files, account } = await given();
    const [old, young] = [newId<PasswordResetId>(), newId<PasswordResetId>()];
    await files.change(account.id, (file) => {
      file.requestReset(old, null, occasion(secondsAfter(now, -7200)));
      file.requestReset(young, null, occasion());
    });
    expect(await records.removeLinks(secondsAfter(now, -60))).toBeGreaterThanOrEqual(1);
    expect(await files.holderOf('password-reset', old)).toBeUndefined();
    expect(await files.holderOf('password-reset', young)).toBe(account.id);
  });
};
