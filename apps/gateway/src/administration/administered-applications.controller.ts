import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import {
  applicationSettings,
  createApplicationRequest,
  type ApplicationSettings,
  type ApplicationView,
  type CreateApplicationRequest,
} from '@postern/contracts';
import { AdministrationEndpoint } from '../api-reference/endpoint.js';
import { applicationExamples } from '../api-reference/more-examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { slugOr } from '../edge/ids.js';
import { Applications } from '../services/applications.js';
import { CurrentSession } from '../session/current-session.js';
import { StaffOnly } from './staff-only.guard.js';

const notFound = 'application.not_found';

@Controller('v1/admin/applications')
@UseGuards(StaffOnly)
export class AdministeredApplicationsController {
  constructor(
    private readonly session: CurrentSession,
    private readonly applications: Applications,
  ) {}

  @Get()
  @AdministrationEndpoint({
    summary: 'All applications',
    reply: [200, 'ApplicationList', applicationExamples.list],
  })
  async list(@CurrentExchange() exchange: Exchange): Promise<{ applications: ApplicationView[] }> {
    return this.applications.list((await this.session.of(exchange)).call);
  }

  @Post()
  @AdministrationEndpoint({
    summary: 'Register an application',
    body: applicationExamples.create,
    reply: [201, 'Application', applicationExamples.application],
    problems: ['application.slug_taken'],
  })
  async create(
    @Body({ schema: createApplicationRequest }) application: CreateApplicationRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<ApplicationView> {
    return this.applications.create(application, (await this.session.of(exchange)).call);
  }

  @Get(':slug')
  @AdministrationEndpoint({
    summary: 'One application',
    reply: [200, 'Application', applicationExamples.application],
    problems: [notFound],
  })
  async show(@Param('slug') slug: string, @CurrentExchange() exchange: Exchange): Promise<ApplicationView> {
    return this.applications.show(slugOr(notFound, slug), (await this.session.of(exchange)).call);
  }

  @Put(':slug')
  @AdministrationEndpoint({
    summary: 'Say anew all that there is to say of an application',
    description: 'What is absent gets its default. A new version of the terms asks everybody again.',
    body: applicationExamples.update,
    reply: [200, 'Application', applicationExamples.application],
    problems: [notFound],
  })
  async update(
    @Param('slug') slug: string,
    @Body({ schema: applicationSettings }) settings: ApplicationSettings,
    @CurrentExchange() exchange: Exchange,
  ): Promise<ApplicationView> {
    return this.applications.update(slugOr(notFound, slug), settings, (await this.session.of(exchange)).call);
  }

  @Delete(':slug')
  @HttpCode(204)
  @AdministrationEndpoint({ summary: 'Remove an application', reply: [204], problems: [notFound] })
  async remove(@Param('slug') slug: string, @CurrentExchange() exchange: Exchange): Promise<void> {
    await this.applications.remove(slugOr(notFound, slug), (await this.session.of(exchange)).call);
  }
}
