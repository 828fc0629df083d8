import type { AccountId } from '@postern/kernel';
import type { Queryable } from '@postern/platform';

/** Rows of a table, oldest first, with the columns that are the person's to see. */
const rows = (table: string, order: string, columns: string): string => `coalesce((
  select json_agg(r) from (select ${columns} from ${table} where account_id = $1 order by ${order}) r), '[]')`;

const statement = `
  select json_build_object(
    'verifiedAddress', e.verified_address,
    'verifiedAt', e.verified_at,
    'postponements', coalesce(e.postponements, 0),
    'enrolledAt', e.enrolled_at,
    'factors', ${rows(
      'mfa.factor',
      'created_at, id',
      `id, kind, status, label, destination, created_at as "createdAt", activated_at as "activatedAt",
       last_used_at as "lastUsedAt", consecutive_failures as "consecutiveFailures",
       jsonb_array_length(recovery_hashes) as "codesLeft", passkey->>'credentialId' as "credentialId"`,
    )},
    'trustedDevices', ${rows(
      'mfa.trusted_device',
      'remembered_at, id',
      `id, name as device, source, application, remembered_at as "rememberedAt", last_used_at as "lastUsedAt",
       expires_at as "expiresAt"`,
    )},
    'flows', ${rows(
      'mfa.flow',
      'started_at, id',
      `id, purpose, subject->'application'->>'slug' as application, started_at as "startedAt"`,
    )},
    'emailVerifications', ${rows(
      'mfa.email_verification',
      'requested_at, id',
      `address, purpose, requested_at as "requestedAt", verified_at as "verifiedAt"`,
    )},
    'wrongAnswers', ${rows('mfa.attempt_budget', 'created_at', `source, used, locks, locked_until as "lockedUntil"`)},
    'factorResets', ${rows(
      'mfa.factor_reset',
      'requested_at, id',
      `requested_at as "requestedAt", takes_effect_at as "takesEffectAt", stopped_at as "stoppedAt",
       applied_at as "appliedAt"`,
    )}
  ) as held
  from (select $1::uuid as id) account left join mfa.enrollment e on e.account_id = account.id`;

/** Everything that this service holds about a person, for themselves: destinations in full, and no secret. */
export class AccountExports {
  constructor(private readonly database: Queryable) {}

  async of(accountId: AccountId): Promise<Record<string, unknown>> {
    const [row] = await this.database.query<{ held: Record<string, unknown> }>('mfa.account.export', statement, [
      accountId,
    ]);
    return row?.held ?? {};
  }
}
