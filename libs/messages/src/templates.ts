import { readFileSync } from 'node:fs';
import type { Channel, MessageName } from '@postern/contracts';
import Handlebars from 'handlebars';
import { channelParts, channelsOf, messages, type Part } from './catalogue.js';

const signInMethods: Record<string, string> = {
  sms: 'text message',
  email: 'email',
  totp: 'authenticator app',
};

const moments = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const helpers = {
  /** `2026-11-21T17:37:00.000Z` → `November 21, 2026 at 5:37 PM UTC`. The reader's own time zone is not known here. */
  moment: (iso: string) => `${moments.format(new Date(iso))} UTC`,
  'sign-in-method': (kind: string) => {
    const words = signInMethods[kind];
    if (words === undefined) throw new Error(`no words for the sign-in method ${kind}`);
    return words;
  },
  minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
} as const;

const read = (path: string): string => readFileSync(new URL(`./templates/${path}.hbs`, import.meta.url), 'utf8').trim();

// An environment of its own: nobody else's helpers or partials can reach these templates.
const handlebars = Handlebars.create();
handlebars.registerHelper(helpers);
for (const layout of ['email.html', 'email.text']) handlebars.registerPartial(layout, read(`layouts/${layout}`));

const compile = (path: string): Handlebars.TemplateDelegate =>
  handlebars.compile(read(path), {
    // A name that the data does not have is an error, not an empty string in somebody's mail.
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { moment: true, minutes: true, 'sign-in-method': true },
    preventIndent: true,
    noEscape: !path.endsWith('.html'),
  });

/** Every template of the catalogue, from the files shipped with this library; data is never compiled. */
const compiled = new Map(
  (Object.keys(messages) as MessageName[]).flatMap((name) =>
    channelsOf(name)
      .flatMap((channel: Channel): readonly Part[] => channelParts[channel])
      .map((part) => [`${name}/${part}`, compile(`${name}/${part}`)] as const),
  ),
);

/** Fills one part. @throws when the message has no such part, or the template names something that is not there */
export function fill(name: MessageName, part: Part, values: object): string {
  const template = compiled.get(`${name}/${part}`);
  if (!template) throw new Error(`the message ${name} has no part ${part}`);
  return template(values);
}
