import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { Command, Option, SubCommand } from 'nest-commander';
import { BadInput, Refusal } from '../frame/failure.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';
import { EnvText } from './env-text.js';
import { envFile, generateKeys } from './generate.js';
import { keyringsIn, rotate, type Step } from './rotation.js';

interface RotateOptions {
  file?: string;
  all?: boolean;
  prepare?: boolean;
  activate?: boolean;
  prune?: boolean;
}

const whatNext: Record<Step, string> = {
  replace: 'Restart all processes with it. Codes, links and messages made with the old keys stay good.',
  prepare: 'Restart all processes, one after the other, then run this with --activate.',
  activate:
    'Restart all processes. Once nothing made with the old keys is alive (docs/operations.md), --prune takes them away.',
  prune: 'Restart all processes.',
};

@SubCommand({ name: 'create', description: 'Print keys for a new installation, as lines for .env; nothing is kept' })
export class CreateKeys extends PosternCommand {
  async run(): Promise<void> {
    process.stdout.write(envFile(generateKeys()));
  }
}

@SubCommand({
  name: 'rotate',
  arguments: '[keyrings...]',
  argsDescription: { keyrings: 'such as CODE_KEYS or IDENTITY_SIGNING_KEYS' },
  description: 'Put a new key in front of a keyring; the old ones stay behind it for what was made with them',
})
export class RotateKeys extends PosternCommand {
  constructor(private readonly output: Output) {
    super();
  }

  async run(names: string[], options: RotateOptions = {}): Promise<void> {
    const steps = (['prepare', 'activate', 'prune'] as const).filter((step) => options[step]);
    if (steps.length > 1)
      throw new BadInput(`Only one of ${steps.map((step) => `--${step}`).join(' and ')} at a time.`);
    const [step = 'replace'] = steps as Step[];
    const path = options.file ?? '.env';
    const file = new EnvText(read(path));
    if (Boolean(options.all) === names.length > 0) {
      throw new BadInput(`Say which keyrings, or --all. In ${path}: ${keyringsIn(file).join(', ') || 'none'}.`);
    }
    // With --all, keyrings that keep their old keys are passed over, not an error.
    const chosen = options.all ? keyringsIn(file).filter((name) => step !== 'prune' || prunes(file, name)) : names;
    for (const name of chosen) rotate(file, name, step);
    replace(path, file.toString());
    this.output.say(`Changed in ${path}: ${chosen.join(', ') || 'nothing'}.\n${whatNext[step]}`);
  }

  @Option({ flags: '--file <path>', description: 'the file with the keys (.env)' })
  parseFile(path: string): string {
    return path;
  }

  @Option({ flags: '--all', description: 'every keyring of the file' })
  parseAll(): boolean {
    return true;
  }

  @Option({
    flags: '--prepare',
    description: 'add the new key behind the current one: every process learns it, none uses it',
  })
  parsePrepare(): boolean {
    return true;
  }

  @Option({ flags: '--activate', description: 'make the prepared key the current one' })
  parseActivate(): boolean {
    return true;
  }

  @Option({ flags: '--prune', description: 'remove all keys but the current one' })
  parsePrune(): boolean {
    return true;
  }
}

@Command({
  name: 'keys',
  description: 'Keys of the installation, in its env file',
  subCommands: [CreateKeys, RotateKeys],
})
export class KeysCommand extends CommandGroup {}

function prunes(file: EnvText, name: string): boolean {
  try {
    rotate(new EnvText(file.toString()), name, 'prune');
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Refusal(`${path} cannot be read. Name the file that holds the keys with --file.`);
  }
}

/** Whole or not at all, and readable by nobody who could not read it before: keys must survive a full disk. */
function replace(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, statSync(path).mode & 0o777);
  renameSync(draft, path);
}
