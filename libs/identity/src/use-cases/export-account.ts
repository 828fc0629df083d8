import type { AccountId } from '@postern/kernel';
import type { AccountFile } from '../account/account-file.js';
import type { AccountFiles } from '../account/account-files.js';
import type { Occasion } from '../account/occasion.js';
import type { Activity, AuditRecord } from '../audit/audit-record.js';
import type { Organizations } from '../organization/organizations.js';
import type { AccountSessions } from '../session/account-sessions.js';
import type { TermsAgreements } from '../terms/terms-agreements.js';

const pageSize = 500;

/** Everything that is held about a person here. Hashes and other secrets are not among it. */
export class ExportAccount {
  constructor(
    private readonly files: AccountFiles,
    private readonly sessions: AccountSessions,
    private readonly terms: TermsAgreements,
    private readonly audit: AuditRecord,
    private readonly organizations: Organizations,
  ) {}

  /** Undefined when the account is gone. */
  async execute(accountId: AccountId, occasion: Occasion): Promise<Record<string, unknown> | undefined> {
    const filed = await this.files.change(accountId, (file) => {
      file.account.note('account.exported', occasion);
      return { account: account(file), ...links(file) };
    });
    if (!filed) return undefined;
    const sessions = (await this.sessions.of(accountId)).map(({ session }) => {
      const { tokenHash: _hash, accountId: _account, credentialVersion: _version, ...facts } = session.facts;
      return facts;
    });
    const terms = (await this.terms.of(accountId)).map(({ accountId: _account, ...agreement }) => agreement);
    const organizations = (await this.organizations.of(accountId)).map(({ id, name, role }) => ({ id, name, role }));
    return { ...filed, sessions, terms, organizations, activity: await this.activity(accountId) };
  }

  private async activity(accountId: AccountId): Promise<Activity[]> {
    const all: Activity[] = [];
    for (;;) {
      const page = await this.audit.ofAccount(accountId, pageSize, all.at(-1)?.id);
      all.push(...page);
      if (page.length < pageSize) return all;
    }
  }
}

const account = ({ account: { id, username, email, emailVerifiedAt, name, phone, address, ...rest } }: AccountFile) => {
  const { role, locale, notifications, recoveryEmail, createdAt } = rest;
  const contact = { email, emailVerifiedAt, recoveryEmail, name, phone, address };
  return { id, username, ...contact, role, locale, notifications, createdAt };
};

const links = ({ resets, emailChanges, notices }: AccountFile) => ({
  passwordResets: resets.map(({ to, application, requestedAt, openedAt }) => ({
    to,
    application,
    requestedAt,
    openedAt,
  })),
  emailChanges: emailChanges.map(({ email, requestedAt, confirmedAt, replaced }) => ({
    email,
    requestedAt,
    confirmedAt,
    replaced,
  })),
  notices: notices.map(({ to, subject, at, source, device, disavowedAt }) => ({
    to,
    subject,
    at,
    source,
    device,
    disavowedAt,
  })),
});
