import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, UseGuards } from '@nestjs/common';
import {
  applicationSettings,
  createApplicationRequest,
  fieldErrorOf,
  type ApplicationSettings,
  type ApplicationView,
  type CreateApplicationRequest,
} from '@postern/contracts';
import { Applications, CreateApplication, RemoveApplication, UpdateApplication } from '@postern/identity-domain';
import { FromCaller, Problem, type Caller } from '@postern/platform';
import { AdministeredBy, AdministrationGuard } from './administration.guard.js';
import { administratorOf, type SignedIn } from './administrator.js';
import { applicationView } from '../application-view.js';
import { ServiceTokenGuard } from '../service-token.js';
import { SessionGuard } from '../session.guard.js';

@Controller('internal/admin/applications')
@UseGuards(ServiceTokenGuard, SessionGuard, AdministrationGuard)
export class ApplicationsController {
  constructor(
    private readonly applications: Applications,
    private readonly createApplication: CreateApplication,
    private readonly updateApplication: UpdateApplication,
    private readonly removeApplication: RemoveApplication,
  ) {}

  @Get()
  @AdministeredBy({ roles: ['operator'] })
  async list(): Promise<{ applications: ApplicationView[] }> {
    return { applications: (await this.applications.list()).map(applicationView) };
  }

  @Post()
  @AdministeredBy({ roles: ['operator'], fresh: true })
  async create(
    @Req() request: SignedIn,
    @Body({ schema: createApplicationRequest }) { slug, ...settings }: CreateApplicationRequest,
    @FromCaller() caller: Caller,
  ): Promise<ApplicationView> {
    const result = await this.createApplication.execute(slug, settings, administratorOf(request, caller));
    if (result.outcome === 'slug-taken') throw new Problem('application.slug_taken');
    return applicationView(result.application);
  }

  @Get(':slug')
  @AdministeredBy({ roles: ['operator'] })
  async read(@Param('slug') slug: string): Promise<ApplicationView> {
    const application = await this.applications.get(slug);
    if (!application) throw new Problem('application.not_found');
    return applicationView(application);
  }

  @Put(':slug')
  @AdministeredBy({ roles: ['operator'], fresh: true })
  async update(
    @Req() request: SignedIn,
    @Param('slug') slug: string,
    @Body({ schema: applicationSettings }) settings: ApplicationSettings,
    @FromCaller() caller: Caller,
  ): Promise<ApplicationView> {
    const result = await this.updateApplication.execute(slug, settings, administratorOf(request, caller));
    switch (result.outcome) {
      case 'changed':
        return applicationView(result.application);
      case 'not-found':
        throw new Problem('application.not_found');
      case 'terms-version-used':
        throw new Problem('request.invalid', { errors: [fieldErrorOf('terms.version', 'used')] });
    }
  }

  @Delete(':slug')
  @HttpCode(204)
  @AdministeredBy({ roles: ['operator'], fresh: true })
  async remove(@Req() request: SignedIn, @Param('slug') slug: string, @FromCaller() caller: Caller): Promise<void> {
    const outcome = await this.removeApplication.execute(slug, administratorOf(request, caller));
    if (outcome === 'not-found') throw new Problem('application.not_found');
  }
}
