import { Aggregate, newId, type Branded } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import { auditEntry, type AuditEntry, type AuditFacts } from '../audit/audit-record.js';

export type OrganizationId = Branded<string, 'OrganizationId'>;

export interface OrganizationFacts {
  id: OrganizationId;
  name: string;
  createdAt: Date;
  /** Grows with every change. */
  version: number;
}

/** A company, club or office whose people are looked after together. Who belongs to it: see `Membership`. */
export class Organization extends Aggregate<AuditEntry> {
  private constructor(private current: OrganizationFacts) {
    super();
  }

  get facts(): Readonly<OrganizationFacts> {
    return this.current;
  }

  get id(): OrganizationId {
    return this.current.id;
  }

  static create(name: string, by: Administrator, at: Date): Organization {
    const organization = new Organization({ id: newId<OrganizationId>(), name, createdAt: at, version: 1 });
    organization.recordAs(by, { kind: 'organization.created', at, details: { name } });
    return organization;
  }

  static restore(facts: OrganizationFacts): Organization {
    return new Organization(facts);
  }

  rename(name: string, by: Administrator, at: Date): void {
    this.current = { ...this.current, name };
    this.recordAs(by, { kind: 'organization.renamed', at, details: { name } });
  }

  private recordAs({ actor, source, device }: Administrator, facts: AuditFacts): void {
    this.record(auditEntry({ organizationId: this.id, actor, source, device, ...facts }));
  }
}
