import type { ApplicationSettings } from '@postern/contracts';
import { Option } from 'nest-commander';
import { jsonOf, textOf } from '../frame/checked.js';
import { BadInput } from '../frame/failure.js';
import { PosternCommand } from '../frame/postern-command.js';

/** Settings that are not checked yet. */
export type Draft = { [Name in keyof ApplicationSettings]?: unknown };

export interface AppFlags {
  name?: string;
  tagline?: string;
  supportContact?: string;
  factors?: string[];
  rememberDeviceDays?: number;
  requiredFrom?: string | null;
  maxPostponements?: number | null;
  passkeySignIn?: boolean;
  termsVersion?: string;
  termsTitle?: string;
  termsFile?: string;
  /** False where `--no-terms` was given; Commander says true otherwise. */
  terms?: boolean;
  redirectTarget?: string[];
  fromFile?: string;
  json?: boolean;
}

/** What a field of the settings is called on the command line. */
export const flagNames: Readonly<Record<string, string>> = {
  slug: '<slug>',
  name: '--name',
  tagline: '--tagline',
  supportContact: '--support-contact',
  allowedFactors: '--factors',
  rememberDeviceDays: '--remember-device-days',
  'enrollment.requiredFrom': '--required-from',
  'enrollment.maxPostponements': '--max-postponements',
  passkeySignIn: '--passkey-sign-in',
  'terms.version': '--terms-version',
  'terms.title': '--terms-title',
  'terms.text': '--terms-file',
  redirectTargets: '--redirect-target',
};

/** What was there, then what the file says, then what the flags say: the later one wins. */
export function draftOf(flags: AppFlags, current: Draft = {}): Draft {
  const base: Draft = { ...current, ...(flags.fromFile !== undefined && jsonOf(flags.fromFile)) };
  const terms = defined({
    version: flags.termsVersion,
    title: flags.termsTitle,
    text: flags.termsFile === undefined ? undefined : textOf(flags.termsFile),
  });
  const enrollment = defined({ requiredFrom: flags.requiredFrom, maxPostponements: flags.maxPostponements });
  if (flags.terms === false && Object.keys(terms).length > 0)
    throw new BadInput('--no-terms goes with no other --terms-….');
  return {
    ...base,
    ...defined({
      name: flags.name,
      tagline: flags.tagline,
      supportContact: flags.supportContact,
      allowedFactors: flags.factors,
      rememberDeviceDays: flags.rememberDeviceDays,
      passkeySignIn: flags.passkeySignIn,
      redirectTargets: flags.redirectTarget,
    }),
    ...(Object.keys(enrollment).length > 0 && { enrollment: { ...(base.enrollment as object), ...enrollment } }),
    ...(Object.keys(terms).length > 0 && { terms: { ...(base.terms as object), ...terms } }),
    ...(flags.terms === false && { terms: null }),
  };
}

const defined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function whole(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new BadInput(`${option} must be a whole number.`);
  return Number(text);
}

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

  @Option({
    flags: '--required-from <time>',
    description: 'accounts made since then must enroll; "none": no rule of its own',
  })
  parseRequiredFrom(text: string): string | null {
    return text === 'none' ? null : text;
  }

  @Option({
    flags: '--max-postponements <count>',
    description: 'how often "Not now" may be chosen; "none": no rule of its own',
  })
  parseMaxPostponements(text: string): number | null {
    return text === 'none' ? null : whole('--max-postponements', text);
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
