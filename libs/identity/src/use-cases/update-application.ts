import type { Clock } from '@postern/kernel';
import type { Administrator, Application } from '../application/application.js';
import type { ApplicationSettings } from '../application/application-settings.js';
import type { Applications } from '../application/applications.js';

export type UpdateApplicationOutcome =
  | { outcome: 'changed'; application: Application }
  | { outcome: 'not-found' }
  /** Other words under the version that people have agreed to. */
  | { outcome: 'terms-version-used' };

export class UpdateApplication {
  constructor(
    private readonly applications: Applications,
    private readonly clock: Clock,
  ) {}

  async execute(slug: string, settings: ApplicationSettings, by: Administrator): Promise<UpdateApplicationOutcome> {
    const application = await this.applications.get(slug);
    if (!application) return { outcome: 'not-found' };
    const outcome = application.change(settings, by, this.clock.now());
    if (outcome !== 'changed') return { outcome };
    await this.applications.save(application);
    return { outcome, application };
  }
}
