import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import type { Occasion } from '../account/occasion.js';
import { Password, type PasswordHash } from '../account/password.js';
import { PasswordPolicy } from '../account/password-policy.js';
import { auditEntry } from '../audit/audit-record.js';
import { FiledNotices } from '../notice/filed-notices.js';
import { Session } from '../session/session.js';
import { anAccount, anAssurance, atHome, noon } from '../testing/builders.js';
import { InMemoryAccountFiles } from '../testing/in-memory-account-files.js';
import { InMemoryAccounts, InMemoryCredentials } from '../testing/in-memory-accounts.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { CountingHasher, ListedPasswords } from '../testing/passwords.js';
import { PlainLinkTokens } from '../testing/plain-link-tokens.js';
import { CountedSessionTokens } from '../testing/session-tokens.js';
import { ChangePassword } from './change-password.js';
import { CloseAccount } from './close-account.js';
import { ConfirmEmailChange } from './confirm-email-change.js';
import { Disavow } from './disavow.js';
import { NoteEvent } from './note-event.js';
import { OpenResetLink } from './open-reset-link.js';
import { RequestEmailChange } from './request-email-change.js';
import { ResetPassword } from './reset-password.js';
import { SendPasswordReset } from './send-password-reset.js';
import { SendUsername } from './send-username.js';

const occasion = (seconds = 0): Occasion => ({ at: secondsAfter(noon, seconds), ...atHome });

const given = async () => {
  const audit = new InMemoryAuditRecord();
  const accounts = new InMemoryAccounts(audit);
  const credentials = new InMemoryCredentials(accounts);
  const files = new InMemoryAccountFiles(accounts, audit);
  const links = new PlainLinkTokens();
  const hasher = new CountingHasher();
  const policy = new PasswordPolicy({ minLength: 8, productNames: [] }, new ListedPasswords('trustno1forever'));
  const account = anAccount({ passwordHash: 'v1$violet kettle' as PasswordHash });
  await accounts.add(account);
  const linkOf = (type: 'password-reset' | 'confirm-email' | 'notice') => {
    const last = files.sent.filter((one) => one.type === type).at(-1);
    if (last?.type === 'password-reset') return links.derive('password-reset', last.reset.id).reveal();
    if (last?.type === 'confirm-email') return links.derive('email-change', last.change.id).reveal();
    return last?.type === 'notice' ? links.derive('notice', last.notice.id).reveal() : '';
  };
  return { audit, accounts, credentials, files, links, hasher, policy, account, linkOf };
};
const outcomes = (results: { outcome: string }[]) => results.map(({ outcome }) => outcome).sort();
const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('ChangePassword', () => {
  const ready = async () => {
    const stores = await given();
    const { accounts, files, policy, hasher, account } = stores;
    const change = new ChangePassword(accounts, files, policy, hasher, new CountedSessionTokens());
    const tokens = new CountedSessionTokens();
    const session = Session.issue(anAssurance(account.id), tokens.create().hash, noon, atHome).facts;
    const execute = (current: string, next: string) =>
      change.execute(session, { current: new Password(current), next: new Password(next) }, occasion());
    return { ...stores, session, execute };
  };

  it('S14, S15: gives a session that holds under the new password, and no other does', async () => {
    const { execute, session, files } = await ready();
    const result = await execute('violet kettle', 'amber lantern');
    if (result.outcome !== 'changed') throw new Error(result.outcome);
    expect(result.session).toMatchObject({ credentialVersion: 2, aal: session.aal, amr: session.amr });
    expect(result.session.id).not.toBe(session.id);
    expect(Session.restore(session).isOpen(result.account, noon)).toBe(false);
    expect(files.sent.map(({ type }) => type)).toEqual(['session', 'account.secured', 'notice']);
  });

  it('S2: says what is wrong with the new one, and hashes nothing', async () => {
    const { execute, hasher } = await ready();
    expect(await execute('violet kettle', 'trustno1forever')).toEqual({
      outcome: 'password-refused',
      reasons: ['breached'],
    });
    expect(hasher.hashed).toBe(0);
  });

  it('records a wrong current password', async () => {
    const { execute, audit, files } = await ready();
    expect(await execute('violet', 'amber lantern')).toEqual({ outcome: 'rejected' });
    expect(audit.entries.at(-1)).toMatchObject({ kind: 'password.rejected', ...atHome });
    expect(files.sent).toEqual([]);
  });

  it('race: of parallel changes exactly one takes effect', async () => {
    const { execute } = await ready();
    const results = await times(5, (index) => execute('violet kettle', `amber lantern ${index}`));
    expect(outcomes(results)).toEqual(['changed', ...Array.from({ length: 4 }, () => 'session-over')]);
  });
});

describe('A lost password', () => {
  const ready = async () => {
    const stores = await given();
    const { accounts, credentials, files, links, policy, hasher, account } = stores;
    const send = new SendPasswordReset(files, credentials);
    const open = new OpenResetLink(files, credentials, links);
    const reset = new ResetPassword(accounts, files, policy, hasher);
    const ask = (identifier = account.email, messageId: string = newId()) =>
      send.execute({ identifier, application: 'parcel-desk' }, occasion(), messageId);
    return { ...stores, ask, open, reset };
  };

  it('S13: link, then password; of parallel ones each time exactly one', async () => {
    const { ask, open, reset, account, linkOf } = await ready();
    await ask();
    const opened = await times(20, () => open.execute(linkOf('password-reset'), occasion()));
    expect(outcomes(opened)).toEqual(['opened', ...Array.from({ length: 19 }, () => 'spent')]);
    expect(opened.find(({ outcome }) => outcome === 'opened')).toMatchObject({
      application: 'parcel-desk',
      credential: { accountId: account.id, credentialVersion: 1 },
    });
    const recovery = { accountId: account.id, credentialVersion: 1 };
    const ended = await times(8, (index) =>
      reset.execute(recovery, new Password(`amber lantern ${index}`), occasion()),
    );
    expect(outcomes(ended)).toEqual([...Array.from({ length: 7 }, () => 'refused'), 'reset']);
  });

  it('S3, S20: hashes nothing for what is void already', async () => {
    const { reset, account, hasher } = await ready();
    const voids = [
      { accountId: account.id, credentialVersion: 0 },
      { accountId: newId<AccountId>(), credentialVersion: 1 },
    ];
    for (const recovery of voids) {
      expect(await reset.execute(recovery, new Password('amber lantern'), occasion())).toEqual({ outcome: 'refused' });
    }
    expect(hasher.hashed).toBe(0);
  });

  it('sends one link for one message, and none to nobody', async () => {
    const { ask, files } = await ready();
    const message = newId();
    await Promise.all([ask(undefined, message), ask(undefined, message), ask('nobody'), ask('nobody@example.org')]);
    expect(files.sent).toHaveLength(1);
  });

  it('mails the username to an address, and takes no username for one', async () => {
    const { files, credentials, account } = await ready();
    const send = new SendUsername(files, credentials);
    await send.execute(account.username, occasion(), newId());
    expect(files.sent).toEqual([]);
    await send.execute(account.email.toUpperCase(), occasion(), newId());
    expect(files.sent).toEqual([{ type: 'username-reminder', to: account.email }]);
  });
});

describe('Another e-mail', () => {
  it('S20: one message leaves, whether or not the address is somebody’s', async () => {
    const { files, credentials, accounts, account } = await given();
    const owner = anAccount();
    await accounts.add(owner);
    const request = new RequestEmailChange(files, credentials);
    const free = await request.execute(account.id, 'free@example.org', occasion());
    const taken = await request.execute(account.id, owner.email, occasion(90));
    expect([free?.email, taken?.email]).toEqual(['free@example.org', owner.email]);
    expect(files.sent).toMatchObject([{ type: 'confirm-email' }, { type: 'account-exists', holder: { id: owner.id } }]);
  });

  it('race: of parallel uses of one link exactly one changes anything', async () => {
    const { files, credentials, links, account, linkOf } = await given();
    await new RequestEmailChange(files, credentials).execute(account.id, 'free@example.org', occasion());
    const confirm = new ConfirmEmailChange(files, links);
    const results = await times(20, () => confirm.execute(linkOf('confirm-email'), occasion(1)));
    expect(outcomes(results)).toEqual(['confirmed', ...Array.from({ length: 19 }, () => 'spent')]);
  });
});

describe('Disavow', () => {
  it('race: of 20 parallel uses of one link exactly one takes effect; a closed account is open again', async () => {
    const { files, links, accounts, account, linkOf } = await given();
    const closed = await new CloseAccount(files, 30).execute(account.id, occasion());
    expect(closed).toEqual({ closedAt: noon, deletedAt: secondsAfter(noon, 30 * 24 * 3600) });
    expect(await new CloseAccount(files, 30).execute(account.id, occasion())).toBeUndefined();
    const disavow = new Disavow(files, links);
    const results = await times(20, () => disavow.execute(linkOf('notice'), occasion(1)));
    expect(outcomes(results)).toEqual(['disavowed', ...Array.from({ length: 19 }, () => 'spent')]);
    expect(await accounts.get(account.id)).toMatchObject({ state: 'active', credentialVersion: 3 });
    expect(files.sent.map(({ type }) => type)).toEqual([
      'account.closed',
      'notice',
      'account.disavowed',
      'password-reset',
    ]);
  });
});

describe('Notices', () => {
  it('passes over an account that is gone, and notes one message once', async () => {
    const { files, account } = await given();
    const notices = new FiledNotices(files);
    const happening = { subject: { kind: 'new-device' }, ...occasion() } as const;
    await notices.raise({ ...happening, accountId: newId<AccountId>() });
    expect(files.sent).toEqual([]);
    await notices.raise({ ...happening, accountId: account.id });
    expect(files.sent).toHaveLength(1);

    const note = new NoteEvent(files);
    const entry = { ...auditEntry({ kind: 'factors.recovered', at: noon }), accountId: account.id };
    const event = { entry, news: { kind: 'factors-recovered' }, notify: [] } as const;
    const message = newId();
    const results = await times(3, () => note.execute(event, message));
    expect(results.sort()).toEqual(['noted', 'passed-over', 'passed-over']);
    expect(files.sent).toHaveLength(2);
  });
});
