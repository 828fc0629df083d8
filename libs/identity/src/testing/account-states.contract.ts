import { newId, type AccountId } from '@postern/kernel';
import type { Account } from '../account/account.js';
import type { AccountStates } from '../account/account-states.js';
import { auditEntry } from '../audit/audit-record.js';
import type { AccountStores } from './accounts.contract.js';
import { anAccount, atHome, noon } from './builders.js';

export interface AccountStateStores extends AccountStores {
  states: AccountStates;
}

/** What every AccountStates promises. `make` gives stores that hold no operator yet. */
export const accountStatesContract = (make: () => AccountStateStores): void => {
  const given = async () => {
    const stores = make();
    const account = anAccount();
    await stores.accounts.add(account);
    return { ...stores, account };
  };
  const entry = (kind: 'account.disabled' | 'account.enabled', { id: accountId }: Account) =>
    auditEntry({ kind, accountId, at: noon, actor: newId<AccountId>() });

  it('S14: disables once, ends what was granted, and enables again', async () => {
    const { states, credentials, audit, account } = await given();
    const [off, on] = [entry('account.disabled', account), entry('account.enabled', account)];
    expect(await states.disable(account.id, off)).toBe('disabled');
    expect(await states.disable(account.id, off)).toBe('disabled');
    // Sessions and flows from before do not come back with the account.
    expect(await credentials.get(account.id)).toMatchObject({ state: 'disabled', credentialVersion: 2 });
    expect(await states.enable(account.id, on)).toBe('enabled');
    expect(await states.enable(account.id, on)).toBe('enabled');
    expect(await credentials.get(account.id)).toMatchObject({ state: 'active', credentialVersion: 2 });
    const [last, first] = await audit.ofAccount(account.id, 2);
    expect([first, last]).toMatchObject([off, on]);
    expect(await audit.ofAccount(account.id, 9)).toHaveLength(3);
  });

  it('knows nothing of an account that is not there', async () => {
    const { states, account } = await given();
    const id = newId<AccountId>();
    expect(await states.disable(id, entry('account.disabled', account))).toBe('not-found');
    expect(await states.enable(id, entry('account.enabled', account))).toBe('not-found');
  });

  it('a closed account is neither disabled nor opened', async () => {
    const { states, accounts, credentials, account } = await given();
    const closed = (await accounts.get(account.id)) as Account;
    closed.close({ at: noon, ...atHome });
    await accounts.save(closed);
    await states.disable(account.id, entry('account.disabled', account));
    await states.enable(account.id, entry('account.enabled', account));
    expect(await credentials.get(account.id)).toMatchObject({ state: 'closed' });
  });

  it('race: of operators who disable each other at once one remains', async () => {
    const { accounts, states, credentials } = make();
    const operators = [anAccount(), anAccount(), anAccount()];
    for (const operator of operators) {
      operator.appoint('operator', { at: noon, ...atHome });
      await accounts.add(operator);
    }
    const outcomes = await Promise.all(
      operators.map((operator) => states.disable(operator.id, entry('account.disabled', operator))),
    );
    expect(outcomes.sort()).toEqual(['disabled', 'disabled', 'last-operator']);
    const standing = await Promise.all(operators.map(({ id }) => credentials.get(id)));
    expect(standing.filter((one) => one?.state === 'active')).toHaveLength(1);
  });
};
