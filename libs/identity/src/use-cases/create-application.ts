import type { Clock } from '@postern/kernel';
import { Application, type Administrator } from '../application/application.js';
import type { ApplicationSettings } from '../application/application-settings.js';
import type { Applications } from '../application/applications.js';

export type CreateApplicationOutcome = { outcome: 'created'; application: Application } | { outcome: 'slug-taken' };

export class CreateApplication {
  constructor(
    private readonly applications: Applications,
    private readonly clock: Clock,
  ) {}

  async execute(slug: string, settings: ApplicationSettings, by: Administrator): Promise<CreateApplicationOutcome> {
    const application = Application.create(slug, settings, by, this.clock.now());
    const outcome = await this.applications.add(application);
    return outcome === 'added' ? { outcome: 'created', application } : { outcome };
  }
}
