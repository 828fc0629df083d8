import { Command, SubCommand } from 'nest-commander';
import { Administration } from '../frame/administration.js';
import { Refusal } from '../frame/failure.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';

const identifierArgument = {
  arguments: '<identifier>',
  argsDescription: { identifier: 'username or e-mail address, to the letter' },
};
const unknown = (identifier: string): Refusal =>
  new Refusal(`No account has the username or e-mail address ${identifier}.`);

@SubCommand({
  name: 'disable',
  description: 'Keep somebody out: sessions end within a second, and no sign-in succeeds',
  ...identifierArgument,
})
export class DisableAccountCommand extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([identifier = '']: string[]): Promise<void> {
    const outcome = await (await this.administration.open()).disableAccount(identifier);
    if (outcome === 'not-found') throw unknown(identifier);
    if (outcome === 'last-operator') {
      throw new Refusal(`${identifier} is the last operator. Make another one first: postern operator create`);
    }
    this.output.say(`Disabled ${identifier}.`);
  }
}

@SubCommand({ name: 'enable', description: 'Let somebody in again', ...identifierArgument })
export class EnableAccountCommand extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run([identifier = '']: string[]): Promise<void> {
    const outcome = await (await this.administration.open()).enableAccount(identifier);
    if (outcome === 'not-found') throw unknown(identifier);
    this.output.say(`Enabled ${identifier}.`);
  }
}

@Command({
  name: 'account',
  description: 'Accounts of people',
  subCommands: [DisableAccountCommand, EnableAccountCommand],
})
export class AccountCommand extends CommandGroup {}
