import { CommandRunner } from 'nest-commander';

/** Commander's own, in the version that nest-commander brings along. */
type Command = Parameters<CommandRunner['setCommand']>[0];

/** Help ends with 0, whatever was not understood with 2; Commander would say 1, which is what a refusal ends with. */
export function endUsage({ exitCode }: { exitCode: number }): never {
  process.exit(exitCode === 0 ? 0 : 2);
}

/** A command of `postern`: what is typed too much or wrong is told, never ignored. */
export abstract class PosternCommand extends CommandRunner {
  override setCommand(command: Command): this {
    command
      .exitOverride(endUsage)
      .allowExcessArguments(false)
      .showHelpAfterError('(--help tells what there is)')
      .configureHelp({ sortSubcommands: false, helpWidth: 100 });
    return super.setCommand(command);
  }
}

/** `postern app` alone: nothing but a list of what can follow. */
export abstract class CommandGroup extends PosternCommand {
  override setCommand(command: Command): this {
    super.setCommand(command);
    command.allowExcessArguments(true);
    return this;
  }

  async run([unknown]: string[]): Promise<void> {
    if (unknown !== undefined) this.command.error(`error: unknown command '${unknown}'`);
    this.command.help({ error: true });
  }
}
