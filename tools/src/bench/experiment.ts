import type { Comparison } from './comparison.ts';
import { enroll, type EnrolledPerson } from './enrolled-people.ts';
import type { Laboratory } from './laboratory.ts';
import { addAccounts, addSessions, type HeldSession, type Person } from './population.ts';

/** A laboratory, how long to measure in it, and the people, who are made when first asked for. */
export class Experiment {
  readonly laboratory: Laboratory;
  /** Length of one stretch of measured work. */
  readonly seconds: number;
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(laboratory: Laboratory, seconds: number) {
    this.laboratory = laboratory;
    this.seconds = seconds;
  }

  /** Without a second factor, and free to enroll or not. */
  plainPeople(): Promise<Person[]> {
    return this.once('plain', () => addAccounts(this.laboratory.database, 'plain', 200));
  }

  sessions(): Promise<HeldSession[]> {
    return this.once('sessions', async () => addSessions(this.laboratory.database, await this.plainPeople(), 20_000));
  }

  enrolledPeople(kind: 'email' | 'totp'): Promise<EnrolledPerson[]> {
    return this.once(kind, async () => {
      const people = await addAccounts(this.laboratory.database, kind, 40 + this.timesPerStretch);
      return enroll(this.laboratory, people, kind);
    });
  }

  /** For work that cannot be done for a time, because each operation uses something up that was prepared. */
  get timesPerStretch(): number {
    return Math.ceil(200 * this.seconds);
  }

  private once<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
    const made = (this.made.get(name) as Promise<Made> | undefined) ?? make();
    this.made.set(name, made);
    return made;
  }
}

export type Measurement = (experiment: Experiment) => Promise<Comparison>;
