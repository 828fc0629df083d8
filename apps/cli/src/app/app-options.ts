import { Option } from 'nest-commander';
import { BadInput } from '../frame/failure.js';
import { PosternCommand } from '../frame/postern-command.js';
import { whole } from './app-draft.js';

/** The flags that `create` and `update` share. */
export abstract class AppSettingsCommand extends PosternCommand {
  @Option({ flags: '--name <name>', description: 'what people know it as' })
  parseName(text: string): string {
    return text;
  }

  @Option({ flags: '--tagline <text>', description: 'one line under the name' })
  parseTagline(text: string): string {
    return text;
  }

  @Option({
    flags: '--support-contact <contact>',
    description: 'where people get help: an address, a link or a number',
  })
  parseSupportContact(text: string): string {
    return text;
  }

  @Option({ flags: '--factors <kinds>', description: 'second factors that may be used: sms,email,totp,webauthn' })
  parseFactors(text: string): string[] {
    return text.split(',').map((kind) => kind.trim());
  }

  @Option({
    flags: '--remember-device-days <days>',
    description: 'how long a device skips the second factor; 0: never',
  })
  parseRememberDeviceDays(text: string): number {
    return whole('--remember-device-days', text);
  }

  @Option({ flags: '--mfa <offered|required>', description: 'whether everybody must have a second factor' })
  parseMfa(text: string): string {
    return text;
  }

  @Option({
    flags: '--required-from <time>',
    description: 'accounts made since then must enroll; "none": no rule of its own',
  })
  parseRequiredFrom(text: string): string {
    return text;
  }

  @Option({
    flags: '--deadline <time>',
    description: 'from then on "Not now" is offered to nobody; "none": no rule of its own',
  })
  parseDeadline(text: string): string {
    return text;
  }

  @Option({
    flags: '--max-postponements <count>',
    description: 'how often "Not now" may be chosen; "none": no rule of its own',
  })
  parseMaxPostponements(text: string): number | 'none' {
    return text === 'none' ? text : whole('--max-postponements', text);
  }

  @Option({
    flags: '--least-aal <aal1|aal2>',
    description: 'aal2: codes by e-mail and remembered devices are not enough',
  })
  parseLeastAal(text: string): string {
    return text;
  }

  @Option({ flags: '--passkey-sign-in <on|off>', description: 'whether a passkey may take the place of the password' })
  parsePasskeySignIn(text: string): boolean {
    if (text !== 'on' && text !== 'off') throw new BadInput('--passkey-sign-in must be on or off.');
    return text === 'on';
  }

  @Option({ flags: '--terms-version <version>', description: 'version of the terms; a new one asks everybody again' })
  parseTermsVersion(text: string): string {
    return text;
  }

  @Option({ flags: '--terms-title <title>', description: 'title of the terms' })
  parseTermsTitle(text: string): string {
    return text;
  }

  @Option({ flags: '--terms-file <path>', description: 'text of the terms' })
  parseTermsFile(path: string): string {
    return path;
  }

  @Option({ flags: '--no-terms', description: 'people need not agree to anything' })
  parseNoTerms(): boolean {
    return false;
  }

  @Option({
    flags: '--redirect-target <url...>',
    description: 'where people may be sent after signing in, to the letter; the first one is the default',
  })
  parseRedirectTarget(url: string, urls: string[] = []): string[] {
    return [...urls, url];
  }

  @Option({
    flags: '--from-file <path>',
    description: 'JSON with settings, such as { "branding": { … } }; flags win over it',
  })
  parseFromFile(path: string): string {
    return path;
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}
