import { newId, secondsAfter } from '@postern/kernel';
import { anAccount, noon } from '../testing/builders.js';
import type { NoticeSubject } from '../notice/notices.js';
import type { PasswordResetId } from '../recovery/password-reset.js';
import { Undoing } from '../notice/undoing.js';
import { AccountFile } from './account-file.js';
import type { EmailChangeId } from './email-change.js';
import type { Occasion } from './occasion.js';
import type { PasswordHash } from './password.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const hash = 'fresh' as PasswordHash;

const occasion = (seconds = 0): Occasion => ({
  at: secondsAfter(noon, seconds),
  source: '192.0.2.7',
  device: 'Firefox on Linux',
});
const given = (wishes: Parameters<typeof anAccount>[0] = {}) =>
  new AccountFile(anAccount({ email: 'river@example.org', ...wishes }), [], [], []);
const sentTo = (file: AccountFile) =>
  file.pull().dispatches.map((one) => {
    if (one.type === 'notice') return `${one.notice.kind} ${one.notice.to}`;
    return one.type === 'password-reset' ? `reset ${one.reset.to}` : one.type;
  });
const proven = (address: string) => ({ address, credentialVersion: null });
const moved = (file: AccountFile, email: string, seconds = 0) => {
  const id = newId<EmailChangeId>();
  file.requestEmail(id, email, undefined, occasion(seconds));
  return file.confirmEmail(id, occasion(seconds + 1));
};
const noticeTo = (file: AccountFile, kind: NoticeSubject['kind'], to: string) =>
  file.notices.find((notice) => notice.kind === kind && notice.to === to)!.id;

describe('AccountFile: whom a notice goes to', () => {
  it('the e-mail, the recovery address and those that mfa names, each once', () => {
    const file = given();
    file.verifiedBy(proven('backup@example.org'), [], occasion());
    sentTo(file);
    file.tell({ kind: 'new-device' }, occasion(), ['RIVER@example.org', 'other@example.org', 'other@example.org']);
    expect(sentTo(file)).toEqual([
      'new-device river@example.org',
      'new-device backup@example.org',
      'new-device other@example.org',
    ]);
  });

  it('S12: an address that was replaced, for seven days', () => {
    const file = given();
    moved(file, 'new@example.org');
    sentTo(file);
    file.tell({ kind: 'new-device' }, occasion(7 * day));
    expect(sentTo(file)).toEqual(['new-device new@example.org', 'new-device river@example.org']);
    file.tell({ kind: 'new-device' }, occasion(7 * day + 1));
    expect(sentTo(file)).toEqual(['new-device new@example.org']);
  });

  it('S12: the recovery address of before hears that there is another', () => {
    const file = given();
    file.verifiedBy(proven('backup@example.org'), [], occasion());
    sentTo(file);
    file.verifiedBy(proven('evil@example.net'), [], occasion());
    expect(sentTo(file)).toContain('email-verified backup@example.org');
  });

  it('nobody twice within the hour about passcodes that were used up', () => {
    const file = given();
    const subject = { kind: 'passcodes-used-up', factorId: newId(), factorKind: 'sms' } as const;
    for (const seconds of [0, minute, hour - 1]) file.tell(subject, occasion(seconds));
    expect(sentTo(file)).toHaveLength(1);
    file.tell(subject, occasion(hour));
    expect(sentTo(file)).toHaveLength(1);
  });
});

describe('AccountFile: a lost password', () => {
  const asked = (file: AccountFile, seconds = 0) => {
    const id = newId<PasswordResetId>();
    file.requestReset(id, null, occasion(seconds));
    return id;
  };

  it('S13: a link opens one recovery, for half an hour', () => {
    const file = given();
    const id = asked(file);
    expect(file.openReset(id, occasion(30 * minute)).outcome).toBe('expired');
    expect(file.openReset(id, occasion(30 * minute - 1)).outcome).toBe('opened');
    expect(file.openReset(id, occasion(30 * minute - 1)).outcome).toBe('spent');
    expect(file.openReset(newId(), occasion()).outcome).toBe('unknown');
  });

  it('S13: only the newest link opens anything', () => {
    const file = given();
    const [older, newer] = [asked(file), asked(file, minute)];
    expect(file.openReset(older, occasion(minute)).outcome).toBe('expired');
    expect(file.openReset(newer, occasion(minute)).outcome).toBe('opened');
  });

  it('S13: a link that went to an address of before opens nothing: others may read the mail there now', () => {
    const [left, changed] = [given(), given()];
    const ids = [left, changed].map((file) => asked(file));
    moved(left, 'new@example.org', minute);
    expect(left.openReset(ids[0]!, occasion(2 * minute)).outcome).toBe('expired');
    changed.verifiedBy(proven('backup@example.org'), [], occasion(minute));
    expect(changed.openReset(ids[1]!, occasion(2 * minute)).outcome).toBe('opened');
    const toBackup = asked(changed, 3 * minute);
    changed.verifiedBy(proven('river@example.org'), [], occasion(4 * minute));
    expect(changed.openReset(toBackup, occasion(5 * minute)).outcome).toBe('expired');
  });

  it('once a minute and five times an hour, in silence', () => {
    const file = given();
    for (let tick = 0; tick < 20; tick++) asked(file, tick * 30);
    expect(sentTo(file)).toHaveLength(5);
    asked(file, hour + 1);
    expect(sentTo(file)).toHaveLength(1);
  });

  it.each(['disabled', 'closed'] as const)('S20: sends nothing for an account that is %s', (state) => {
    const file = given();
    if (state === 'disabled') file.account.disable();
    else file.account.close(occasion());
    asked(file);
    file.mailUsername(occasion());
    expect(sentTo(file)).toEqual([]);
  });

  it('S13: of two recoveries that began together one ends with a password', () => {
    const file = given();
    file.openReset(asked(file), occasion());
    expect(file.resetPassword(hash, 1, occasion())).toBe('reset');
    expect(file.resetPassword(hash, 1, occasion())).toBe('refused');
    expect(file.account).toMatchObject({ credentialVersion: 2, emailIsVerified: true });
  });

  it('R2: a link to another address proves nothing of the account’s own', () => {
    const file = given();
    file.verifiedBy(proven('backup@example.org'), [], occasion());
    file.openReset(asked(file), occasion());
    file.resetPassword(hash, 1, occasion());
    expect(file.account.emailIsVerified).toBe(false);
  });
});

describe('AccountFile: "this was not me"', () => {
  it('S12: what the attacker has is void: sessions, reset links, changes of address, and mail to his own', () => {
    const file = given();
    moved(file, 'evil@example.net');
    const reset = newId<PasswordResetId>();
    file.requestReset(reset, null, occasion(2));
    const change = newId<EmailChangeId>();
    file.requestEmail(change, 'evil-2@example.net', undefined, occasion(90));
    sentTo(file);
    file.disavow(noticeTo(file, 'email-changed', 'river@example.org'), occasion(120));
    expect(file.account).toMatchObject({
      email: 'river@example.org',
      emailIsVerified: true,
      credentialVersion: 2,
      passwordResetRequired: true,
    });
    expect(sentTo(file)).toEqual(['account.disavowed', 'reset river@example.org']);
    expect(file.openReset(reset, occasion(121)).outcome).toBe('expired');
    expect(file.confirmEmail(change, occasion(121)).outcome).toBe('expired');
    expect(file.disavow(noticeTo(file, 'email-changed', 'evil@example.net'), occasion(121)).outcome).toBe('spent');
    file.tell({ kind: 'new-device' }, occasion(122));
    expect(sentTo(file)).toEqual(['new-device river@example.org']);
  });

  it('S13: the reset link goes to an address that is still the account’s', () => {
    const file = given();
    moved(file, 'evil@example.net');
    sentTo(file);
    file.disavow(noticeTo(file, 'email-changed', 'evil@example.net'), occasion(2));
    expect(sentTo(file)).toEqual(['account.disavowed', 'reset river@example.org']);
    // Who has not answered from it has not proven it.
    expect(file.account.emailIsVerified).toBe(false);
  });

  it('S12: an attacker who moves on twice is followed back to where he began', () => {
    const file = given();
    moved(file, 'evil@example.net');
    moved(file, 'evil-2@example.net', 100);
    sentTo(file);
    file.disavow(noticeTo(file, 'email-changed', 'river@example.org'), occasion(200));
    expect(file.account.email).toBe('river@example.org');
    expect(sentTo(file)).toEqual(['account.disavowed', 'reset river@example.org']);
    const his = file.notices.filter(({ to }) => to.startsWith('evil'));
    expect(his.map((notice) => notice.standing(occasion(200).at))).toEqual(his.map(() => 'spent'));
  });

  it('S12: the notice of his first sign-in takes back what he did to the addresses after it', () => {
    const file = given();
    file.verifiedBy(proven('backup@example.org'), [], occasion());
    file.tell({ kind: 'new-device' }, occasion(10));
    file.verifiedBy(proven('evil@example.net'), [], occasion(20));
    moved(file, 'evil-2@example.net', 30);
    sentTo(file);
    file.disavow(noticeTo(file, 'new-device', 'river@example.org'), occasion(40));
    expect(file.account).toMatchObject({ email: 'river@example.org', recoveryEmail: 'backup@example.org' });
    expect(sentTo(file)).toEqual(['account.disavowed', 'reset river@example.org']);
  });

  it('leaves what was done before it', () => {
    const file = given();
    file.verifiedBy(proven('backup@example.org'), [], occasion());
    moved(file, 'second@example.org', 10);
    file.tell({ kind: 'new-device' }, occasion(20));
    file.disavow(noticeTo(file, 'new-device', 'river@example.org'), occasion(30));
    expect(file.account).toMatchObject({ email: 'second@example.org', recoveryEmail: 'backup@example.org' });
    expect(sentTo(file).at(-1)).toBe('reset second@example.org');
  });

  it('takes away a factor that was added, never one that was only used', () => {
    const file = given();
    const factorId = newId();
    file.tell({ kind: 'factor-added', factorId, factorKind: 'totp', destination: null }, occasion());
    file.tell({ kind: 'passcodes-used-up', factorId, factorKind: 'totp' }, occasion());
    file.pull();
    file.disavow(noticeTo(file, 'passcodes-used-up', 'river@example.org'), occasion());
    file.disavow(noticeTo(file, 'factor-added', 'river@example.org'), occasion());
    const words = file.pull().dispatches.filter(({ type }) => type === 'account.disavowed');
    expect(words).toMatchObject([{ factorId: null }, { factorId }]);
  });

  const wordsOf = (file: AccountFile) =>
    file.pull().dispatches.flatMap((one) => (one.type === 'account.disavowed' ? [one] : []));
  const added = { kind: 'factor-added', factorKind: 'webauthn', destination: null } as const;

  it('S12 takeover: whichever notice is answered, what was added since goes, and the page says so', () => {
    const file = given();
    file.tell({ kind: 'new-device', since: occasion(10).at.toISOString() }, occasion(20));
    file.tell({ ...added, factorId: newId() }, occasion(15));
    const [device, factor] = file.notices;
    expect(new Undoing(device!, file)).toMatchObject({ since: occasion(10).at, factor: null });
    for (const notice of [device!, factor!]) expect(new Undoing(notice, file).effects).toContain('factor-removed');
    file.pull();
    file.disavow(device!.id, occasion(30));
    expect(wordsOf(file)).toMatchObject([{ factorId: null, since: occasion(10).at, verifiedAddress: null }]);
  });

  it('S12: does not promise to take away what was there before, nor what is gone already', () => {
    const file = given();
    const factorId = newId();
    file.tell({ ...added, factorId: newId() }, occasion());
    file.changePhone(null, occasion(10));
    file.tell({ ...added, factorId }, occasion(20));
    file.tell({ ...added, kind: 'factor-removed', factorId }, occasion(30));
    const phone = file.notices.find(({ kind }) => kind === 'phone-changed')!;
    expect(new Undoing(phone, file).effects).not.toContain('factor-removed');
    file.tell({ kind: 'recovery-codes-created' }, occasion(40));
    expect(new Undoing(phone, file).effects).toContain('factor-removed');
  });

  it('S12: the second factor is told which address is the person’s again', () => {
    const file = given();
    file.verifiedBy(proven('river@example.org'), [], occasion());
    file.verifiedBy(proven('evil@example.net'), [], occasion(10));
    file.disavow(file.notices.findLast(({ to }) => to === 'river@example.org')!.id, occasion(20));
    expect(wordsOf(file)).toMatchObject([{ verifiedAddress: 'river@example.org' }]);
    file.verifiedBy(proven('backup@example.org'), [], occasion(30));
    file.verifiedBy(proven('evil@example.net'), [], occasion(40));
    file.disavow(file.notices.findLast(({ to }) => to === 'backup@example.org')!.id, occasion(50));
    expect(wordsOf(file)).toMatchObject([{ verifiedAddress: 'backup@example.org' }]);
  });

  it('S12 race: an address that the intruder proves while he is thrown out is nobody’s', () => {
    const file = given();
    file.changePhone(null, occasion());
    file.disavow(noticeTo(file, 'phone-changed', 'river@example.org'), occasion(1));
    sentTo(file);
    file.verifiedBy({ address: 'evil@example.net', credentialVersion: 1 }, [], occasion(2));
    expect(file.account.recoveryEmail).toBeNull();
    expect(sentTo(file)).toEqual([]);
    file.verifiedBy({ address: 'river@example.org', credentialVersion: 2 }, [], occasion(3));
    expect(file.account.emailIsVerified).toBe(true);
  });

  it('S13: stops a reset by the help desk that was asked for since', () => {
    const file = given();
    file.changePhone(null, occasion());
    const resetId = newId();
    file.tell({ kind: 'factor-reset-requested', resetId, takesEffectAt: noon.toISOString() }, occasion(1));
    file.disavow(noticeTo(file, 'phone-changed', 'river@example.org'), occasion(2));
    expect(wordsOf(file)).toMatchObject([{ resetId }]);
  });

  it('of a closed account is a way back until the day on which it is deleted', () => {
    for (const [seconds, outcome] of [
      [30 * day - 1, 'disavowed'],
      [30 * day, 'expired'],
    ] as const) {
      const file = given();
      file.close(secondsAfter(noon, 30 * day), occasion());
      const notice = noticeTo(file, 'account-closed', 'river@example.org');
      expect(file.disavow(notice, occasion(seconds))).toMatchObject({ outcome });
    }
  });

  it('opens an account that was closed after it, and none that operators have disabled', () => {
    const [closed, disabled] = [given(), given()];
    for (const file of [closed, disabled]) file.changePhone(null, occasion());
    closed.close(secondsAfter(noon, 30 * day), occasion(10));
    disabled.account.disable();
    for (const file of [closed, disabled])
      file.disavow(noticeTo(file, 'phone-changed', 'river@example.org'), occasion(20));
    expect(closed.account.state).toBe('active');
    expect(disabled.account.state).toBe('disabled');
    expect(sentTo(disabled)).not.toContain('reset river@example.org');
  });

  it('works for seven days', () => {
    const file = given();
    file.changePhone(null, occasion());
    const id = noticeTo(file, 'phone-changed', 'river@example.org');
    expect(file.disavow(id, occasion(7 * day)).outcome).toBe('expired');
    expect(file.disavow(id, occasion(7 * day - 1)).outcome).toBe('disavowed');
    expect(file.disavow(id, occasion(7 * day - 1)).outcome).toBe('spent');
  });
});
