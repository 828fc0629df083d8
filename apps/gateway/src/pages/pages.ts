import { readFileSync } from 'node:fs';

export type PageName = 'home' | 'inbox' | 'verify-email' | 'reference';

const read = (name: PageName): string => readFileSync(new URL(`./${name}.html`, import.meta.url), 'utf8');

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0).toString()};`);

/** The few pages that the gateway has itself, read once. They carry no inline script or style, so the strict CSP holds. */
export class Pages {
  private readonly texts: Record<PageName, string>;

  constructor({ embedded, demoUsernames }: { embedded: boolean; demoUsernames: readonly string[] }) {
    const demo = embedded ? demoNote(demoUsernames) : '';
    this.texts = {
      home: read('home').replace('<!-- embedded -->', () => demo),
      inbox: read('inbox'),
      'verify-email': read('verify-email'),
      reference: read('reference'),
    };
  }

  html(name: PageName): string {
    return this.texts[name];
  }
}

function demoNote(usernames: readonly string[]): string {
  const names = usernames.map((name) => `<li><code>${escape(name)}</code></li>`).join('');
  const accounts = names
    ? `<p>Demo accounts, with the password that the start printed:</p><ul class="names">${names}</ul>`
    : '';
  return `<section class="card note"><h2>Trying it out</h2>${accounts}
    <p>Nothing is really sent from here. Every e-mail and text message lands in the <a href="/dev/inbox">inbox</a>.</p></section>`;
}
