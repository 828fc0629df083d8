import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import type { PublicApplication } from '@postern/contracts';
import { Applications } from '@postern/identity-domain';
import { Problem } from '@postern/platform';
import { publicApplication } from './application-view.js';
import { ServiceTokenGuard } from './service-token.js';

/** What anybody may know of an application, to draw its sign-in page. */
@Controller('internal/applications')
@UseGuards(ServiceTokenGuard)
export class ApplicationsController {
  constructor(private readonly applications: Applications) {}

  @Get(':slug')
  async read(@Param('slug') slug: string): Promise<PublicApplication> {
    const application = await this.applications.get(slug);
    if (!application) throw new Problem('application.not_found');
    return publicApplication(application);
  }
}
