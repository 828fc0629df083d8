import { organizationName, organizationRole, type OrganizationRole } from '@postern/contracts';
import { Command, Option, SubCommand } from 'nest-commander';
import { z } from 'zod';
import { whole } from '../app/app-draft.js';
import { Administration } from '../frame/administration.js';
import { checked } from '../frame/checked.js';
import { Refusal } from '../frame/failure.js';
import { oneOf } from '../frame/one-of.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';

const idArgument = { id: 'its id; see: postern organization list' };
const unknown = (id: string): Refusal => new Refusal(`There is no organization ${id}. See: postern organization list`);
/** Why somebody who was named is made nothing. */
const unfit = {
  'account-not-found': (identifier: string) =>
    new Refusal(`No account has the username or e-mail address ${identifier}.`),
  'address-unverified': (address: string) =>
    new Refusal(`Nobody has verified the address ${address} yet. Ask the person for their username, and use that.`),
  limit: (identifier: string) => new Refusal(`${identifier} belongs to as many organizations as an account can.`),
};

interface ListFlags {
  query?: string;
  limit?: number;
  json?: boolean;
}

abstract class ListCommand extends PosternCommand {
  @Option({ flags: '--query <text>', description: 'only what begins with this, in any case' })
  parseQuery(text: string): string {
    return text;
  }

  @Option({ flags: '--limit <count>', description: 'how many at most', defaultValue: 100 })
  parseLimit(text: string): number {
    return whole('--limit', text);
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@SubCommand({
  name: 'create',
  description: 'Add an organization',
  arguments: '<name>',
  argsDescription: { name: 'what people know it as' },
})
export class CreateOrganizationCommand extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([text = '']: string[], flags: { administrator?: string; json?: boolean } = {}): Promise<void> {
    const { name } = checked(z.strictObject({ name: organizationName }), { name: text }, { name: '<name>' });
    const result = await (await this.administration.open()).createOrganization(name, flags.administrator ?? null);
    if (result.outcome !== 'created') throw unfit[result.outcome](flags.administrator ?? '');
    if (flags.json) return this.output.json(result.organization);
    this.output.say(`Made the organization ${name}: ${result.organization.id}`);
  }

  @Option({ flags: '--administrator <identifier>', description: 'username or e-mail address of who runs it' })
  parseAdministrator(text: string): string {
    return text;
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@SubCommand({ name: 'list', description: 'List organizations by name' })
export class ListOrganizations extends ListCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run(_: string[], { query = '', limit = 100, json }: ListFlags = {}): Promise<void> {
    const found = await (await this.administration.open()).listOrganizations(query, limit);
    if (json) return this.output.json(found);
    if (found.length === 0)
      return this.output.say('There are no organizations. Add one with: postern organization create');
    const rows = found.map(({ id, name, members, createdAt }) => [id, name, String(members), createdAt]);
    this.output.table(['Id', 'Name', 'Members', 'Made'], rows);
  }
}

@SubCommand({
  name: 'members',
  description: 'List members of an organization by username',
  arguments: '<id>',
  argsDescription: idArgument,
})
export class ListMembers extends ListCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([id = '']: string[], { query, limit = 100, json }: ListFlags = {}): Promise<void> {
    const found = await (await this.administration.open()).listMembers(id, { query }, limit);
    if (!found) throw unknown(id);
    if (json) return this.output.json(found);
    const rows = found.map(({ username, email, name, role, state }) => [
      ...[username, email, `${name.given} ${name.family}`, role, state],
    ]);
    this.output.table(['Username', 'E-mail', 'Name', 'Role', 'State'], rows);
  }
}

@SubCommand({
  name: 'add-member',
  description: 'Make somebody a member without asking',
  arguments: '<id> <identifier>',
  argsDescription: { ...idArgument, identifier: 'username or e-mail address, to the letter' },
})
export class AddMemberCommand extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run(
    [id = '', identifier = '']: string[],
    { role = 'member' }: { role?: OrganizationRole } = {},
  ): Promise<void> {
    const outcome = await (await this.administration.open()).addMember(id, identifier, role);
    if (outcome === 'organization-not-found') throw unknown(id);
    if (outcome === 'member-exists') throw new Refusal(`${identifier} is a member already.`);
    if (outcome !== 'added') throw unfit[outcome](identifier);
    this.output.say(`Added ${identifier} as ${role}.`);
  }

  @Option({ flags: '--role <role>', description: `one of: ${organizationRole.options.join(', ')}` })
  parseRole(text: string): OrganizationRole {
    return oneOf('--role', organizationRole.options, text);
  }
}

@Command({
  name: 'organization',
  description: 'Organizations and their members',
  subCommands: [CreateOrganizationCommand, ListOrganizations, ListMembers, AddMemberCommand],
})
export class OrganizationCommand extends CommandGroup {}
