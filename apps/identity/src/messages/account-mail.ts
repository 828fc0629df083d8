import type { MessageData, MessageName, MessageSecret, OutgoingMessage } from '@postern/contracts';
import { LinkTokens, type Account, type Dispatch, type LinkPurpose, type Notice } from '@postern/identity-domain';
import { newId, secondsAfter } from '@postern/kernel';
import { Sealer } from '@postern/platform';
import { linkTo } from './link-to.js';

/** Told too late, it would only confuse. */
const worthTellingSeconds = 24 * 60 * 60;

type Recipient = Pick<Account, 'id' | 'username' | 'locale'>;

/** Turns what leaves an account's file into messages for other services. Links are derived here and sealed at once. */
export class AccountMail {
  constructor(
    private readonly links: LinkTokens,
    private readonly sealer: Sealer,
    private readonly publicUrl: string,
  ) {}

  /** Sessions are nobody's message: the store keeps them. */
  messageFor(dispatch: Exclude<Dispatch, { type: 'session' }>, account: Account, now: Date): OutgoingMessage {
    const { username } = account;
    const expiresAt = secondsAfter(now, worthTellingSeconds);
    switch (dispatch.type) {
      case 'notice': {
        const { notice } = dispatch;
        const { id, to, kind } = notice;
        const secret = this.link('notice', id);
        // As long as the link works, it is better late than never.
        return this.message(kind, to, account, noticeData(notice, username) as never, secret, notice.expiresAt);
      }
      case 'password-reset': {
        const { id, to, expiresAt: until } = dispatch.reset;
        const data = { username, expiresAt: until.toISOString() };
        return this.message('password-reset', to, account, data, this.link('password-reset', id), until);
      }
      case 'confirm-email': {
        const { id, email, expiresAt: until } = dispatch.change;
        const data = { username, expiresAt: until.toISOString() };
        return this.message('confirm-email', email, account, data, this.link('email-change', id), until);
      }
      case 'account-exists': {
        const { holder } = dispatch;
        return this.message('account-exists', holder.email, holder, { username: holder.username }, null, expiresAt);
      }
      case 'username-reminder':
        return this.message('username-reminder', dispatch.to, account, { username }, null, expiresAt);
      case 'account.closed':
        return { queue: 'mfa', name: dispatch.type, body: { accountId: account.id, at: dispatch.at.toISOString() } };
      case 'account.secured': {
        const { id: accountId, credentialVersion } = account;
        const body = { accountId, credentialVersion, at: dispatch.at.toISOString() };
        return { queue: 'mfa', name: dispatch.type, body };
      }
      case 'account.disavowed': {
        const { type, since, at, ...what } = dispatch;
        const { id: accountId, credentialVersion } = account;
        const body = { accountId, credentialVersion, ...what, since: since.toISOString(), at: at.toISOString() };
        return { queue: 'mfa', name: type, body };
      }
    }
  }

  private link(purpose: LinkPurpose, id: string): { link: string } {
    return linkTo(this.publicUrl, this.links, purpose, id);
  }

  private message<Name extends MessageName>(
    template: Name,
    to: string,
    { id: accountId, locale }: Recipient,
    data: MessageData<Name>,
    secret: MessageSecret<Name> | null,
    expiresAt: Date,
  ): OutgoingMessage {
    const id = newId();
    const sealed = secret && this.sealer.seal(JSON.stringify(secret), id);
    const head = { id, template, channel: 'email' as const, to, locale };
    const body = { ...head, data, sealed, expiresAt: expiresAt.toISOString(), accountId };
    return { queue: 'notifications', name: 'send-message', body };
  }
}

/** What a notice says, by the catalogue of messages. */
function noticeData({ subject, at, device, source }: Notice, username: string): Record<string, string | number | null> {
  const said = { username, at: at.toISOString(), device, source };
  switch (subject.kind) {
    case 'email-verified':
      return { ...said, address: subject.address };
    case 'email-changed':
      return { ...said, oldAddress: subject.oldAddress, newAddress: subject.newAddress };
    case 'factor-added':
    case 'factor-removed':
      return { ...said, kind: subject.factorKind, destination: subject.destination };
    case 'recovery-code-used':
      return { ...said, left: subject.left };
    case 'passcodes-used-up':
      return { ...said, kind: subject.factorKind };
    case 'factor-reset-requested':
      return { ...said, takesEffectAt: subject.takesEffectAt };
    case 'account-closed':
      return { ...said, deletedAt: subject.deletedAt };
    default:
      return said;
  }
}
