import { messageCatalogue, sendMessage, type MessageName, type SendMessage } from '@postern/contracts';
import { Notice, type NoticeSubject } from '@postern/identity-domain';
import { anAccount, noon, PlainLinkTokens } from '@postern/identity-domain/testing';
import { newId } from '@postern/kernel';
import { Sealer } from '@postern/platform';
import { testKeyring } from '@postern/platform/testing';
import { AccountMail } from './account-mail.js';

describe('AccountMail', () => {
  const sealer = new Sealer(testKeyring());
  const mail = new AccountMail(new PlainLinkTokens(), sealer, 'https://sign-in.example.test/');
  const account = anAccount({ locale: 'es' });
  const occasion = { at: noon, source: '192.0.2.7', device: 'Firefox on Linux' };

  const factor = { factorId: newId(), factorKind: 'totp', destination: null };
  const subjects: NoticeSubject[] = [
    { kind: 'email-verified', address: 'new@example.org', previous: null },
    { kind: 'email-changed', oldAddress: 'old@example.org', newAddress: 'new@example.org' },
    { kind: 'phone-changed' },
    { kind: 'password-changed' },
    { kind: 'factor-added', ...factor },
    { kind: 'factor-removed', ...factor },
    { kind: 'recovery-codes-created' },
    { kind: 'recovery-code-used', factorId: newId(), left: 4 },
    { kind: 'new-device' },
    { kind: 'passcodes-used-up', factorId: newId(), factorKind: 'sms' },
    { kind: 'factors-recovered' },
    { kind: 'factor-reset-requested', resetId: newId(), takesEffectAt: noon.toISOString() },
    { kind: 'factor-reset-stopped' },
    { kind: 'factor-reset-applied' },
    { kind: 'account-closed', deletedAt: noon.toISOString() },
  ];

  it.each(subjects.map((subject) => [subject.kind, subject] as const))(
    'S12: %s says what the catalogue wants, with a sealed link to say "not me"',
    (kind, subject) => {
      const notice = Notice.about(account.id, 'river@example.org', subject, occasion);
      const message = mail.messageFor({ type: 'notice', notice }, account, noon);
      const body = sendMessage.parse(message.body) as SendMessage;
      expect(body).toMatchObject({ template: kind, to: 'river@example.org', locale: 'es', accountId: account.id });
      const shape = messageCatalogue[kind as MessageName].data;
      expect(shape.parse(body.data)).toMatchObject({ username: account.username, at: noon.toISOString() });
      expect(JSON.stringify(body)).not.toContain(`/not-me`);
      const secret = JSON.parse(sealer.open(body.sealed!, body.id)) as { link: string };
      expect(secret).toEqual({ link: `https://sign-in.example.test/not-me#token=notice/${notice.id}` });
    },
  );

  it('has a message for every notice of the catalogue', () => {
    const notices = Object.entries(messageCatalogue).filter(([, { data }]) => 'device' in data.shape);
    expect(subjects.map(({ kind }) => kind).sort()).toEqual(notices.map(([name]) => name).sort());
  });
});
