import type { Application } from './application.js';

/** All applications, with their events: both are stored together or not at all. Every method fails when the store is away. */
export abstract class Applications {
  /** Of several additions of one slug at the same moment exactly one is `added`. */
  abstract add(application: Application): Promise<'added' | 'slug-taken'>;

  /** One read, for it is asked at sign-ins. */
  abstract get(slug: string): Promise<Application | undefined>;

  /** In the order of their slugs. */
  abstract list(): Promise<Application[]>;

  /** `overtaken`: somebody else has changed or removed it since it was read, and nothing is stored. */
  abstract save(application: Application): Promise<'saved' | 'overtaken'>;

  /** People's agreements to its terms go with it; the audit record keeps them. Removing it twice changes nothing. */
  abstract remove(application: Application): Promise<void>;
}
