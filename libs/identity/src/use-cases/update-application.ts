import type { Clock } from '@postern/kernel';
import type { Administrator, Application } from '../application/application.js';
import type { ApplicationSettings } from '../application/application-settings.js';
import type { Applications } from '../application/applications.js';
import type { TermsAgreements } from '../terms/terms-agreements.js';

export type UpdateApplicationOutcome =
  | { outcome: 'changed'; application: Application }
  | { outcome: 'not-found' }
  /** Other words under the version that people have agreed to. */
  | { outcome: 'terms-version-used' };

export class UpdateApplication {
  constructor(
    private readonly applications: Applications,
    private readonly agreements: TermsAgreements,
    private readonly clock: Clock,
  ) {}

  /** Of several at the same moment the last one stays, as if they had come one after the other. */
  async execute(slug: string, settings: ApplicationSettings, by: Administrator): Promise<UpdateApplicationOutcome> {
    for (;;) {
      const application = await this.applications.get(slug);
      if (!application) return { outcome: 'not-found' };
      if (await this.bringsBack(application, settings)) return { outcome: 'terms-version-used' };
      const outcome = application.change(settings, by, this.clock.now());
      if (outcome !== 'changed') return { outcome };
      if ((await this.applications.save(application)) === 'saved') return { outcome, application };
    }
  }

  /** A version of the past says what it said then: whoever agreed to it would not be shown what it says now. */
  private async bringsBack({ slug, settings: { terms: old } }: Application, { terms }: ApplicationSettings) {
    return terms !== null && terms.version !== old?.version && (await this.agreements.toVersion(slug, terms.version));
  }
}
