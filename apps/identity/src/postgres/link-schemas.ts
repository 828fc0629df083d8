import { defineEntity, p } from '@mikro-orm/postgresql';
import { EmailChange, Notice, PasswordReset } from '@postern/identity-domain';

// How the links that are out in an account's name lie in their tables. Nobody but they themselves may construct one; the
// mapper does without.

export const passwordResetSchema = defineEntity({
  class: PasswordReset as unknown as new () => PasswordReset,
  tableName: 'password_reset',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    to: p.text(),
    credentialVersion: p.integer(),
    application: p.text().nullable(),
    requestedAt: p.datetime(),
    expiresAt: p.datetime(),
    openedAt: p.datetime().nullable(),
  },
});

export const emailChangeSchema = defineEntity({
  class: EmailChange as unknown as new () => EmailChange,
  tableName: 'email_change',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    email: p.text(),
    credentialVersion: p.integer(),
    requestedAt: p.datetime(),
    expiresAt: p.datetime(),
    confirmedAt: p.datetime().nullable(),
    replaced: p.text().nullable(),
    replacedKey: p.text().nullable(),
  },
});

export const noticeSchema = defineEntity({
  class: Notice as unknown as new () => Notice,
  tableName: 'notice',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    to: p.text(),
    kind: p.text(),
    subject: p.json(),
    at: p.datetime(),
    source: p.text().nullable(),
    device: p.text().nullable(),
    expiresAt: p.datetime(),
    disavowedAt: p.datetime().nullable(),
  },
});
