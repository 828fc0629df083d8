import { emailField, fieldErrorOf, locale, nameField, usernameField } from '@postern/contracts';
import { Command, Option, SubCommand } from 'nest-commander';
import { z } from 'zod';
import { Administration } from '../frame/administration.js';
import { checked } from '../frame/checked.js';
import { Refusal } from '../frame/failure.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';
import { PasswordEntry } from './password-entry.js';

const operator = z.strictObject({
  username: usernameField,
  email: emailField,
  name: nameField,
  locale: locale.optional(),
});
const flagNames = {
  username: '--username',
  email: '--email',
  'name.given': '--given-name',
  'name.family': '--family-name',
  locale: '--locale',
};

interface OperatorFlags {
  username?: string;
  email?: string;
  givenName?: string;
  familyName?: string;
  locale?: string;
  generatePassword?: boolean;
  json?: boolean;
}

@SubCommand({
  name: 'create',
  description:
    'Make an account that may administer the installation. The password is asked for without echo, or read from standard input; ' +
    'the first sign-in asks for a second factor.',
})
export class CreateOperatorCommand extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly passwords: PasswordEntry,
    private readonly output: Output,
  ) {
    super();
  }

  async run(_: string[], flags: OperatorFlags = {}): Promise<void> {
    const { username, email, givenName, familyName, locale: language } = flags;
    const name = { given: givenName, family: familyName };
    const person = checked(operator, { username, email, name, locale: language }, flagNames);
    // Before anybody types a password for nothing.
    const administration = await this.administration.open();
    const password = flags.generatePassword ? this.passwords.generate() : await this.passwords.ask();
    const outcome = await administration.createOperator({ ...person, password });
    switch (outcome.outcome) {
      case 'username-taken':
        throw new Refusal(`The username ${person.username} is taken. Choose another one.`);
      case 'email-taken':
        throw new Refusal(`An account has the address ${person.email} already. Use another one.`);
      case 'password-refused':
        throw new Refusal(outcome.reasons.map((reason) => fieldErrorOf('password', reason).message).join('\n'));
      case 'created': {
        const made = flags.generatePassword ? { password: password.reveal() } : {};
        if (flags.json) return this.output.json({ ...outcome.account, ...made });
        this.output.say(`Made the operator ${outcome.account.username}, ${outcome.account.email}.`);
        if (made.password) this.output.say(`Password, shown this once: ${made.password}`);
      }
    }
  }

  @Option({ flags: '--username <username>', description: 'what is typed to sign in', required: true })
  parseUsername(text: string): string {
    return text;
  }

  @Option({ flags: '--email <address>', description: 'e-mail address', required: true })
  parseEmail(text: string): string {
    return text;
  }

  @Option({ flags: '--given-name <name>', description: 'given name', required: true })
  parseGivenName(text: string): string {
    return text;
  }

  @Option({ flags: '--family-name <name>', description: 'family name', required: true })
  parseFamilyName(text: string): string {
    return text;
  }

  @Option({ flags: '--locale <language>', description: `language of messages: ${locale.options.join(', ')}` })
  parseLocale(text: string): string {
    return text;
  }

  @Option({ flags: '--generate-password', description: 'make a password and print it, once' })
  parseGeneratePassword(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@Command({
  name: 'operator',
  description: 'People who administer the installation',
  subCommands: [CreateOperatorCommand],
})
export class OperatorCommand extends CommandGroup {}
