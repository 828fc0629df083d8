import type {
  ApplicationSettings,
  ApplicationView,
  CreateApplicationRequest,
  PublicApplication,
} from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { Client } from '../edge/exchange.js';
import type { SessionCall } from './calls.js';

const administered = '/internal/admin/applications';

/** The applications that people sign in to: what anybody may know, and all of it for operators. */
export class Applications {
  constructor(private readonly http: ServiceClient) {}

  describe(slug: string, client: Client): Promise<PublicApplication> {
    return this.http.call({ ...client, method: 'GET', path: `/internal/applications/${slug}` });
  }

  list(call: SessionCall): Promise<{ applications: ApplicationView[] }> {
    return this.http.call({ ...call, method: 'GET', path: administered });
  }

  create(application: CreateApplicationRequest, call: SessionCall): Promise<ApplicationView> {
    return this.http.call({ ...call, method: 'POST', path: administered, body: application });
  }

  show(slug: string, call: SessionCall): Promise<ApplicationView> {
    return this.http.call({ ...call, method: 'GET', path: `${administered}/${slug}` });
  }

  update(slug: string, settings: ApplicationSettings, call: SessionCall): Promise<ApplicationView> {
    return this.http.call({ ...call, method: 'PUT', path: `${administered}/${slug}`, body: settings });
  }

  async remove(slug: string, call: SessionCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${administered}/${slug}` });
  }
}
