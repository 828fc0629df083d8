import type { Origin } from '../audit/audit-record.js';

/** When and from where the person does something. */
export interface Occasion extends Origin {
  at: Date;
}
