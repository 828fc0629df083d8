import { readFileSync } from 'node:fs';
import { locale as locales, type Channel, type Locale, type MessageName } from '@postern/contracts';
import Handlebars from 'handlebars';
import { channelParts, channelsOf, messages, type Part } from './catalogue.js';
import { helpersOf, knownHelpers } from './helpers.js';

/** Frames and pieces without words of their own. */
const shared = ['email.html', 'email.text', 'button.html', 'alarm.html', 'fact.html'];
/** Those with words: one of each in every language. */
const worded = ['notice.html', 'notice.text', 'link.html', 'plain-link.html', 'footer.html', 'footer.text'];

/** Every message in every language, by `<message>/<locale>/<part>`. */
export class Templates {
  private constructor(private readonly compiled: ReadonlyMap<string, Handlebars.TemplateDelegate>) {}

  /**
   * Reads all that the catalogue names; data is never compiled.
   *
   * @param folder URL of the folder `templates`, with a slash at its end
   * @throws ENOENT, with the path, when a file is missing in one of the languages
   */
  static load(folder: URL): Templates {
    const read = (path: string): string => readFileSync(new URL(`${path}.hbs`, folder), 'utf8').trim();
    return new Templates(new Map(locales.options.flatMap((locale) => compileAll(locale, read))));
  }

  /** Fills one part. @throws when the message has no such part, or the template names something that is not there */
  fill(name: MessageName, locale: Locale, part: Part, values: object): string {
    const template = this.compiled.get(`${name}/${locale}/${part}`);
    if (!template) throw new Error(`the message ${name} has no part ${part} in ${locale}`);
    return template(values);
  }
}

function compileAll(locale: Locale, read: (path: string) => string): [string, Handlebars.TemplateDelegate][] {
  // An environment of its own: nobody else's helpers or partials can reach these templates, nor those of another language.
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpersOf(locale));
  for (const name of shared) handlebars.registerPartial(name, read(`layouts/${name}`));
  for (const name of worded) handlebars.registerPartial(name, read(`layouts/${locale}/${name}`));
  const compile = (path: string) =>
    handlebars.compile(read(path), {
      // A name that the data does not have is an error, not an empty string in somebody's mail.
      strict: true,
      knownHelpersOnly: true,
      knownHelpers,
      preventIndent: true,
      noEscape: !path.endsWith('.html'),
    });
  return (Object.keys(messages) as MessageName[]).flatMap((name) =>
    channelsOf(name)
      .flatMap((channel: Channel): readonly Part[] => channelParts[channel])
      .map((part): [string, Handlebars.TemplateDelegate] => [
        `${name}/${locale}/${part}`,
        compile(`${name}/${locale}/${part}`),
      ]),
  );
}

/** The templates that are shipped with this library. */
export const templates = Templates.load(new URL('./templates/', import.meta.url));
