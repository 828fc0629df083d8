import {
  Application,
  Applications,
  isSlug,
  noEnrollmentRules,
  type Aal,
  type ApplicationFacts,
} from '@postern/identity-domain';
import type { Queryable } from '@postern/platform';
import { auditRows, insertAudit } from './pg-audit-record.js';

const select = `select slug, settings, created_at as "createdAt", updated_at as "updatedAt", version,
  mfa_required_since as "mfaRequiredSince", cut_off as "cutOff", cut_off_since as "cutOffSince", least_aal as "leastAal"
  from identity.application`;

interface ApplicationRow extends Omit<ApplicationFacts, 'requirement'> {
  mfaRequiredSince: Date | null;
  cutOff: Date | null;
  cutOffSince: Date | null;
  leastAal: Aal;
}

/** One statement each, in which state and audit entries go together. */
export class PgApplications extends Applications {
  constructor(private readonly database: Queryable) {
    super();
  }

  async add(application: Application): Promise<'added' | 'slug-taken'> {
    const { slug, settings, createdAt, updatedAt, version } = application.facts;
    const rows = await this.database.query(
      'identity.application.add',
      `with added as (
         insert into identity.application (slug, settings, created_at, updated_at, version, mfa_required_since, cut_off,
           cut_off_since, least_aal) values ($1, $2, $3, $4, $5, $7, $8, $9, $10)
         on conflict (slug) do nothing returning slug
       ), recorded as (${insertAudit('$6')} where exists (select from added))
       select slug from added`,
      [
        ...[slug, JSON.stringify(settings), createdAt, updatedAt, version, auditRows(application.pullEvents())],
        ...columnsOf(application),
      ],
    );
    return rows.length === 1 ? 'added' : 'slug-taken';
  }

  async get(slug: string): Promise<Application | undefined> {
    if (!isSlug(slug)) return undefined;
    const rows = await this.database.query<ApplicationRow>('identity.application.get', `${select} where slug = $1`, [
      slug,
    ]);
    return rows[0] && restored(rows[0]);
  }

  async list(): Promise<Application[]> {
    const rows = await this.database.query<ApplicationRow>('identity.application.list', `${select} order by slug`);
    return rows.map(restored);
  }

  async save(application: Application): Promise<'saved' | 'overtaken'> {
    const { slug, settings, updatedAt, version } = application.facts;
    const rows = await this.database.query(
      'identity.application.save',
      `with saved as (
         update identity.application set settings = $2, updated_at = $3, version = version + 1, mfa_required_since = $6,
           cut_off = $7, cut_off_since = $8, least_aal = $9
         where slug = $1 and version = $4 returning slug
       ), recorded as (${insertAudit('$5')} where exists (select from saved))
       select slug from saved`,
      [
        ...[slug, JSON.stringify(settings), updatedAt, version, auditRows(application.pullEvents())],
        ...columnsOf(application),
      ],
    );
    return rows.length === 1 ? 'saved' : 'overtaken';
  }

  async remove(application: Application): Promise<void> {
    await this.database.query(
      'identity.application.remove',
      `with removed as (delete from identity.application where slug = $1 returning slug)
       ${insertAudit('$2')} where exists (select from removed)`,
      [application.slug, auditRows(application.pullEvents())],
    );
  }
}

/** Settings are as old as their last change: what could not be said then holds as if nothing was said. */
function restored(row: ApplicationRow): Application {
  const { settings, mfaRequiredSince, cutOff: createdFrom, cutOffSince: since, leastAal, ...facts } = row;
  const enrollment = { ...noEnrollmentRules, ...settings.enrollment };
  const cutOff = createdFrom && since && { createdFrom, since };
  const requirement = { mfaRequiredSince, cutOff, leastAal };
  return Application.restore({ ...facts, settings: { ...settings, enrollment }, requirement });
}

/** In the order of the statements. */
const columnsOf = ({ facts: { requirement } }: Application): unknown[] => {
  const { mfaRequiredSince, cutOff, leastAal } = requirement;
  return [mfaRequiredSince, cutOff?.createdFrom ?? null, cutOff?.since ?? null, leastAal];
};
