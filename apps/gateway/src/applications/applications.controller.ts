import { Controller, Get, Param } from '@nestjs/common';
import type { PublicApplication } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { applicationExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { slugOr } from '../edge/ids.js';
import { Limits } from '../limits/limits.js';
import { Applications } from '../services/applications.js';

@Controller('v1/applications')
export class ApplicationsController {
  constructor(
    private readonly applications: Applications,
    private readonly limits: Limits,
  ) {}

  @Get(':slug')
  @Endpoint({
    tag: 'Applications',
    summary: 'What anybody may know of an application, to draw its sign-in page',
    reply: [200, 'PublicApplication', applicationExamples.shown],
    problems: ['application.not_found', 'request.rate_limited'],
  })
  async show(
    @Param('slug') slug: string,
    @CurrentExchange() { source, client, reply }: Exchange,
  ): Promise<PublicApplication> {
    await this.limits.publicRead(source);
    const application = await this.applications.describe(slugOr('application.not_found', slug), client);
    void reply.header('cache-control', 'public, max-age=60');
    return application;
  }
}
