import type { AccountId, Branded } from '@postern/kernel';
import type { OrganizationId } from '../ids.js';

export type ReminderId = Branded<string, 'ReminderId'>;

/** A message to all members who have no method. */
export interface Reminder {
  id: ReminderId;
  organizationId: OrganizationId;
  /** Its name, as the message has it. */
  organization: string;
  /** So many had none when it began. */
  members: number;
  startedAt: Date;
  startedBy: AccountId;
}

/** Hours between two of an organization. */
export const hoursBetweenReminders = 24;

/** Both methods throw when the store cannot be reached, and have changed nothing. */
export abstract class Reminders {
  /**
   * Notes it and begins to send, in one transaction. `too-soon`, and nothing written, where one began less than a day ago: of N at
   * once exactly one begins.
   */
  abstract begin(reminder: Reminder): Promise<'begun' | 'too-soon'>;

  /** Null where there never was one. */
  abstract lastAt(organizationId: OrganizationId): Promise<Date | null>;
}
