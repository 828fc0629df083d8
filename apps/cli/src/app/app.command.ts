import { applicationSettings, createApplicationRequest, type ApplicationView } from '@postern/contracts';
import { Command, Option, SubCommand } from 'nest-commander';
import { Administration } from '../frame/administration.js';
import { checked } from '../frame/checked.js';
import { Refusal } from '../frame/failure.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';
import { draftOf, flagNames, type AppFlags } from './app-draft.js';
import { AppSettingsCommand } from './app-options.js';
import { asRow, columns, inWords } from './app-view.js';

const unknown = (slug: string): Refusal => new Refusal(`There is no application ${slug}. See: postern app list`);

const show = (output: Output, application: ApplicationView, { json }: { json?: boolean }): void =>
  json ? output.json(application) : output.properties(inWords(application));

const slugArgument = { arguments: '<slug>', argsDescription: { slug: 'its name in addresses, such as parcel-desk' } };

@SubCommand({ name: 'create', description: 'Add an application that people sign in to', ...slugArgument })
export class CreateApp extends AppSettingsCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([slug = '']: string[], flags: AppFlags = {}): Promise<void> {
    const request = checked(createApplicationRequest, { ...draftOf(flags), slug }, flagNames);
    const outcome = await (await this.administration.open()).createApplication(request);
    if (outcome.outcome === 'slug-taken')
      throw new Refusal(`There is an application ${slug} already. Change it with: postern app update ${slug}`);
    show(this.output, outcome.application, flags);
  }
}

@SubCommand({ name: 'update', description: 'Change what is given, and nothing else', ...slugArgument })
export class UpdateApp extends AppSettingsCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([slug = '']: string[], flags: AppFlags = {}): Promise<void> {
    const administration = await this.administration.open();
    const current = await administration.showApplication(slug);
    if (!current) throw unknown(slug);
    const { slug: _slug, createdAt: _created, updatedAt: _updated, ...settings } = current;
    const outcome = await administration.updateApplication(
      slug,
      checked(applicationSettings, draftOf(flags, settings), flagNames),
    );
    if (outcome.outcome === 'changed') return show(this.output, outcome.application, flags);
    if (outcome.outcome === 'not-found') throw unknown(slug);
    throw new Refusal('People have agreed to this version of the terms. Give the new words a new --terms-version.');
  }
}

@SubCommand({ name: 'list', description: 'List all applications' })
export class ListApps extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run(_: string[], { json }: { json?: boolean } = {}): Promise<void> {
    const applications = await (await this.administration.open()).listApplications();
    if (json) return this.output.json(applications);
    if (applications.length === 0)
      return this.output.say('There are no applications. Add one with: postern app create');
    this.output.table(columns, applications.map(asRow));
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@SubCommand({ name: 'show', description: 'Show one application', ...slugArgument })
export class ShowApp extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([slug = '']: string[], flags: { json?: boolean } = {}): Promise<void> {
    const application = await (await this.administration.open()).showApplication(slug);
    if (!application) throw unknown(slug);
    show(this.output, application, flags);
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@SubCommand({
  name: 'remove',
  description: 'Remove an application, and with it what people agreed to; accounts and sessions stay',
  ...slugArgument,
})
export class RemoveApp extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([slug = '']: string[]): Promise<void> {
    const outcome = await (await this.administration.open()).removeApplication(slug);
    if (outcome === 'not-found') throw unknown(slug);
    this.output.say(`Removed ${slug}.`);
  }
}

@Command({
  name: 'app',
  description: 'Applications that people sign in to',
  subCommands: [CreateApp, ListApps, ShowApp, UpdateApp, RemoveApp],
})
export class AppCommand extends CommandGroup {}
