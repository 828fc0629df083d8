import { contactPhoneField, locale, nameField, organizationRole, registerAccountRequest } from '@postern/contracts';
import type {
  AccountLocale,
  ForeignHashes,
  ImportRow,
  PasswordHash,
  ReadRow,
  RowReason,
} from '@postern/identity-domain';
import type { z } from 'zod';

/** What the header may name, and in which order a line is looked at. */
export const requiredColumns = ['username', 'email', 'given_name', 'family_name'] as const;
export const memberColumns = [
  ...requiredColumns,
  'role',
  'phone',
  'locale',
  'email_verified',
  'password_hash',
] as const;
export type MemberColumn = (typeof memberColumns)[number];

export interface RowRules {
  hashes: ForeignHashes;
  /** Of members whose line says nothing about it. */
  locale: AccountLocale;
}

type Cells = Partial<Record<MemberColumn, string>>;
type Checked<Value> = { value: Value } | { reason: RowReason };

/** The rules of registration, and what breaking each is called here. */
const { username, email } = registerAccountRequest.shape;
const texts: Record<'username' | 'email' | 'given_name' | 'family_name' | 'phone', [z.ZodType<string>, RowReason]> = {
  username: [username, 'username-signs'],
  email: [email, 'email-format'],
  given_name: [nameField.shape.given, 'one-line'],
  family_name: [nameField.shape.family, 'one-line'],
  phone: [contactPhoneField, 'one-line'],
};

/** One line, `values` being as many as the header has `columns`. Tells the first thing that is against it. */
export function readMemberRow(
  row: number,
  columns: readonly MemberColumn[],
  values: readonly string[],
  rules: RowRules,
): ReadRow {
  const cells: Cells = Object.fromEntries(columns.map((column, index) => [column, (values[index] ?? '').trim()]));
  const refuse = (field: string, reason: RowReason): ReadRow => ({
    outcome: 'refused',
    problem: { row, username: shown(cells.username ?? ''), field, reason },
  });
  if (values.length !== columns.length) return refuse('', 'columns');
  const checked = check(cells, rules);
  for (const column of memberColumns) {
    const found = checked[column];
    if ('reason' in found) return refuse(column, found.reason);
  }
  return { outcome: 'read', row: { row, ...memberOf(checked as Sound) } };
}

type Checks = ReturnType<typeof check>;
type Sound = { [Column in keyof Checks]: Extract<Checks[Column], { value: unknown }> };

function check(cells: Cells, { hashes, locale: usual }: RowRules) {
  const cell = (column: MemberColumn) => cells[column] ?? '';
  const text = (column: keyof typeof texts) => checkText(column, cell(column));
  return {
    username: text('username'),
    email: text('email'),
    given_name: text('given_name'),
    family_name: text('family_name'),
    role: among(organizationRole, cell('role'), 'member', 'unknown-role'),
    phone: cell('phone') === '' ? { value: null } : text('phone'),
    locale: among(locale, cell('locale'), usual, 'unknown-locale'),
    email_verified: yesOrNo(cell('email_verified')),
    password_hash: checkHash(hashes, cell('password_hash')),
  } satisfies Record<MemberColumn, Checked<unknown>>;
}

const memberOf = (sound: Sound): Omit<ImportRow, 'row'> => ({
  username: sound.username.value,
  email: sound.email.value,
  name: { given: sound.given_name.value, family: sound.family_name.value },
  role: sound.role.value,
  phone: sound.phone.value,
  locale: sound.locale.value,
  emailVerified: sound.email_verified.value,
  passwordHash: sound.password_hash.value,
});

function checkText(column: keyof typeof texts, typed: string): Checked<string> {
  if (typed === '') return { reason: 'missing' };
  const [schema, otherwise] = texts[column];
  const result = schema.safeParse(typed);
  if (result.success) return { value: result.data };
  const codes = result.error.issues.map(({ code }) => code);
  if (codes.includes('too_big')) return { reason: 'too-long' };
  return { reason: codes.includes('too_small') ? 'too-short' : otherwise };
}

function among<Value extends string>(
  values: z.ZodType<Value>,
  typed: string,
  usual: Value,
  reason: RowReason,
): Checked<Value> {
  if (typed === '') return { value: usual };
  const result = values.safeParse(typed.toLowerCase());
  return result.success ? { value: result.data } : { reason };
}

function yesOrNo(typed: string): Checked<boolean> {
  const text = typed.toLowerCase();
  if (text === 'true') return { value: true };
  return text === 'false' || text === '' ? { value: false } : { reason: 'true-or-false' };
}

function checkHash(hashes: ForeignHashes, typed: string): Checked<PasswordHash | null> {
  if (typed === '') return { value: null };
  const judgement = hashes.judge(typed);
  if (judgement === 'usable') return { value: typed as PasswordHash };
  return { reason: judgement === 'costly' ? 'costly-hash' : 'unsupported-hash' };
}

/** For the report: what cannot be stored or would disguise what stands there is left out. */
const shown = (typed: string): string =>
  typed.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, '').slice(0, 64);
