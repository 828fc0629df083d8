import type { AccountId, Branded } from '@postern/kernel';
import type { Locale, SubjectApplication } from '../flow/subject.js';
import type { OrganizationId } from '../ids.js';

/** Unique id of an administration token (`jti`). */
export type AdministrationTokenId = Branded<string, 'AdministrationTokenId'>;

/** Somebody who may read, or change, what concerns one organization; that one and no other. */
export interface Administrator {
  tokenId: AdministrationTokenId;
  accountId: AccountId;
  username: string;
  locale: Locale;
  organization: { id: OrganizationId; name: string };
  /** Support of the installation only reads. */
  role: 'administrator' | 'operator' | 'support';
  permission: 'read' | 'change';
  /** For signing in to which the effective policy is wanted; null: to the account itself. */
  application: SubjectApplication | null;
}
