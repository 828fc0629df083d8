import type { AccountId } from '@postern/kernel';
import { Application, type ApplicationFacts } from '../application/application.js';
import { Applications } from '../application/applications.js';
import type { AuditEntry } from '../audit/audit-record.js';
import { TermsAgreements, type TermsAgreement, type TermsStanding } from '../terms/terms-agreements.js';
import type { InMemoryAuditRecord } from './in-memory-audit-record.js';

export class InMemoryApplications extends Applications {
  readonly stored = new Map<string, ApplicationFacts>();
  agreements: TermsAgreement[] = [];

  constructor(private readonly audit: InMemoryAuditRecord) {
    super();
  }

  async add(application: Application): Promise<'added' | 'slug-taken'> {
    if (this.stored.has(application.slug)) return 'slug-taken';
    this.stored.set(application.slug, application.facts);
    this.audit.entries.push(...application.pullEvents());
    return 'added';
  }

  async get(slug: string): Promise<Application | undefined> {
    const facts = this.stored.get(slug);
    return facts && Application.restore(facts);
  }

  async list(): Promise<Application[]> {
    return [...this.stored.values()]
      .sort((a, b) => (a.slug < b.slug ? -1 : 1))
      .map((facts) => Application.restore(facts));
  }

  async save(application: Application): Promise<'saved' | 'overtaken'> {
    const { facts } = application;
    if (this.stored.get(facts.slug)?.version !== facts.version) return 'overtaken';
    this.stored.set(facts.slug, { ...facts, version: facts.version + 1 });
    this.audit.entries.push(...application.pullEvents());
    return 'saved';
  }

  async remove(application: Application): Promise<void> {
    const entries = application.pullEvents();
    if (!this.stored.delete(application.slug)) return;
    this.agreements = this.agreements.filter((agreement) => agreement.application !== application.slug);
    this.audit.entries.push(...entries);
  }
}

export class InMemoryTermsAgreements extends TermsAgreements {
  constructor(
    private readonly applications: InMemoryApplications,
    private readonly audit: InMemoryAuditRecord,
  ) {
    super();
  }

  async standing(accountId: AccountId, application: string): Promise<TermsStanding | 'none' | undefined> {
    const facts = this.applications.stored.get(application);
    if (!facts) return undefined;
    const { terms } = facts.settings;
    return terms ? { terms, agreed: this.find(accountId, application, terms.version) !== undefined } : 'none';
  }

  async add(agreement: TermsAgreement, entry: AuditEntry): Promise<void> {
    const { accountId, application, version } = agreement;
    if (!this.applications.stored.has(application) || this.find(accountId, application, version)) return;
    this.applications.agreements.push(agreement);
    this.audit.entries.push(entry);
  }

  async toVersion(application: string, version: string): Promise<boolean> {
    return this.applications.agreements.some((one) => one.application === application && one.version === version);
  }

  async of(accountId: AccountId): Promise<TermsAgreement[]> {
    return this.applications.agreements.filter((agreement) => agreement.accountId === accountId);
  }

  private find(accountId: AccountId, application: string, version: string): TermsAgreement | undefined {
    return this.applications.agreements.find(
      (one) => one.accountId === accountId && one.application === application && one.version === version,
    );
  }
}
