import { newId, type AccountId } from '@postern/kernel';
import { usernameKey } from '../account/identifiers.js';
import type { RowStanding } from './import-row.js';
import { verdictOn, type Importer } from './row-verdict.js';

const row = { username: 'Wren' };
const nobody: RowStanding = { holder: null, addressHeld: false, usernameTaken: false };
const holder = (wishes: Partial<NonNullable<RowStanding['holder']>> = {}): RowStanding => ({
  ...nobody,
  holder: {
    ...{ accountId: newId<AccountId>(), usernameKey: usernameKey('somebody.else'), state: 'active', isMember: false },
    emailVerified: true,
    ...wishes,
  },
});
/** The account with this address has this name, in whatever case. */
const agreeing = (wishes: Partial<NonNullable<RowStanding['holder']>> = {}): RowStanding => ({
  ...holder({ usernameKey: usernameKey('WREN'), ...wishes }),
  usernameTaken: true,
});
const nameTaken: RowStanding = { ...nobody, usernameTaken: true };
const held: RowStanding = { ...nobody, addressHeld: true };

const verdict = (standing: RowStanding, by: Importer, dryRun = false) => {
  const found = verdictOn(row, standing, { by, dryRun });
  return found.outcome === 'failed' ? `${found.field} ${found.reason}` : found.outcome;
};

describe('What becomes of a line', () => {
  it.each<[what: string, standing: RowStanding, administrator: string, operator: string]>([
    ['nobody has the name or the address', nobody, 'created', 'created'],
    ['a member has the address', holder({ isMember: true }), 'unchanged', 'unchanged'],
    ['a member has both', agreeing({ isMember: true }), 'unchanged', 'unchanged'],
    ['somebody has the name', nameTaken, 'username taken', 'username taken'],
    ['somebody has the address, under another name', holder(), 'invited', 'email taken'],
    [
      'somebody has the address and somebody else the name',
      { ...holder(), usernameTaken: true },
      'username taken',
      'email taken',
    ],
    ['one account has both', agreeing(), 'invited', 'joined'],
    [
      'one account has both, and nobody has proven the address',
      agreeing({ emailVerified: false }),
      'invited',
      'invited',
    ],
    ['a disabled account has both', agreeing({ state: 'disabled' }), 'invited', 'joined'],
    ['a closed account has both', agreeing({ state: 'closed' }), 'invited', 'username account-closed'],
    ['the address is held for somebody', held, 'invited', 'email taken'],
  ])('%s', (_, standing, administrator, operator) => {
    expect([verdict(standing, 'administrator'), verdict(standing, 'operator')]).toEqual([administrator, operator]);
    expect(verdict(standing, 'operator', true)).toBe(operator);
  });

  it('S20 probing: the dry run of an administrator answers alike whether or not an address has an account', () => {
    const dry = (standing: RowStanding) => verdict(standing, 'administrator', true);
    expect([nobody, holder(), held, holder({ state: 'closed' })].map(dry)).toEqual(Array(4).fill('created'));
    // Nor which account a name belongs to; that a name is in use is told to everybody who registers.
    expect([nameTaken, agreeing(), { ...holder(), usernameTaken: true }].map(dry)).toEqual(
      Array(3).fill('username taken'),
    );
  });

  it('S22 takeover: an administrator makes nobody a member who has an account', () => {
    for (const state of ['active', 'disabled', 'closed'] as const) {
      expect(verdict(agreeing({ state }), 'administrator')).not.toBe('joined');
    }
  });
});
