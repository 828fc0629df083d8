import { Aggregate, type AccountId } from '@postern/kernel';
import { auditEntry, type AuditEntry, type AuditKind, type Origin } from '../audit/audit-record.js';
import { noRequirement, type Requirement } from '../session/requirement.js';
import { requirementOf, type ApplicationSettings } from './application-settings.js';
import { isSameTarget } from './redirect-target.js';

export interface ApplicationFacts {
  /** Its name in addresses and calls; never changes. */
  slug: string;
  settings: ApplicationSettings;
  /** What sessions that were opened for it are held to. */
  requirement: Requirement;
  createdAt: Date;
  updatedAt: Date;
  /** Grows with every change. */
  version: number;
}

/** Who administers, and from where; `actor` is null for whoever has the command line of the server. */
export interface Administrator extends Origin {
  actor: AccountId | null;
}

/** Nothing else can name an application, and so nothing else is looked for. */
export const isSlug = (text: string): boolean => /^[a-z][a-z0-9-]{0,63}$/.test(text);

/** One of the web applications that people sign in to. */
export class Application extends Aggregate<AuditEntry> {
  private constructor(private current: ApplicationFacts) {
    super();
  }

  get facts(): Readonly<ApplicationFacts> {
    return this.current;
  }

  get slug(): string {
    return this.current.slug;
  }

  get settings(): Readonly<ApplicationSettings> {
    return this.current.settings;
  }

  static create(slug: string, settings: ApplicationSettings, by: Administrator, at: Date): Application {
    const requirement = requirementOf(settings.enrollment, noRequirement, at);
    const application = new Application({ slug, settings, requirement, createdAt: at, updatedAt: at, version: 1 });
    application.recordAs('application.created', by, at);
    return application;
  }

  static restore(facts: ApplicationFacts): Application {
    return new Application(facts);
  }

  /**
   * The new settings take the place of all old ones. What people agreed to must stay what they were shown: other words
   * under a version that is in force are refused.
   */
  change(settings: ApplicationSettings, by: Administrator, at: Date): 'changed' | 'terms-version-used' {
    const [old, fresh] = [this.settings.terms, settings.terms];
    const reworded = fresh?.version === old?.version && (fresh?.title !== old?.title || fresh?.text !== old?.text);
    if (reworded) return 'terms-version-used';
    const requirement = requirementOf(settings.enrollment, this.current.requirement, at);
    this.current = { ...this.current, settings, requirement, updatedAt: at };
    this.recordAs('application.changed', by, at);
    return 'changed';
  }

  remove(by: Administrator, at: Date): void {
    this.recordAs('application.removed', by, at);
  }

  /**
   * Where to go after signing in. Only what an operator wrote is ever answered, never what was asked: the two may still
   * differ in the case of the host.
   *
   * @param asked null: the application's first target, null again where it has none.
   */
  targetFor(asked: string | null): { outcome: 'allowed'; target: string | null } | { outcome: 'refused' } {
    const { redirectTargets } = this.settings;
    if (asked === null) return { outcome: 'allowed', target: redirectTargets[0] ?? null };
    const target = redirectTargets.find((registered) => isSameTarget(asked, registered));
    return target === undefined ? { outcome: 'refused' } : { outcome: 'allowed', target };
  }

  private recordAs(kind: AuditKind, { actor, source, device }: Administrator, at: Date): void {
    this.record(auditEntry({ kind, actor, source, device, at, application: this.slug }));
  }
}
