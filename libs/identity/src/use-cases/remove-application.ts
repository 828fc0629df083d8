import type { Clock } from '@postern/kernel';
import type { Administrator } from '../application/application.js';
import type { Applications } from '../application/applications.js';

export class RemoveApplication {
  constructor(
    private readonly applications: Applications,
    private readonly clock: Clock,
  ) {}

  /** Sessions that were opened for it stay: they are the person's, and good for the other applications too. */
  async execute(slug: string, by: Administrator): Promise<'removed' | 'not-found'> {
    const application = await this.applications.get(slug);
    if (!application) return 'not-found';
    application.remove(by, this.clock.now());
    await this.applications.remove(application);
    return 'removed';
  }
}
