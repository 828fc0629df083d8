import { readFileSync } from 'node:fs';

/** Pages behind the links in e-mails. */
const linked = ['verify-email', 'confirm-email', 'reset-password', 'not-me'] as const;
export type LinkedPage = (typeof linked)[number];

export type PageName = 'home' | 'inbox' | 'reference' | LinkedPage;

const read = (name: PageName): string => readFileSync(new URL(`./${name}.html`, import.meta.url), 'utf8');

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0).toString()};`);

/** The few pages that the gateway has itself, read once. They carry no inline script or style, so the strict CSP holds. */
export class Pages {
  private readonly texts: ReadonlyMap<PageName, string>;

  constructor({ embedded, demoUsernames }: { embedded: boolean; demoUsernames: readonly string[] }) {
    const demo = embedded ? demoNote(demoUsernames) : '';
    this.texts = new Map<PageName, string>([
      ['home', read('home').replace('<!-- embedded -->', () => demo)],
      ...(['inbox', 'reference', ...linked] as const).map((name): [PageName, string] => [name, read(name)]),
    ]);
  }

  html(name: PageName): string {
    return this.texts.get(name) as string;
  }
}

const demoApplications = [
  ['parcel-desk', 'Parcel Desk', 'takes every sign-in method and has terms to agree to'],
  ['mail-watch', 'Mail Watch', 'sends codes by text message and e-mail only'],
  ['onboarding', 'Onboarding', 'has a help desk of its own'],
] as const;

function demoNote(usernames: readonly string[]): string {
  const names = usernames.map((name) => `<li><code>${escape(name)}</code></li>`).join('');
  const accounts = names
    ? `<p>Demo accounts, with the password that the start printed:</p><ul class="names">${names}</ul>`
    : '';
  const applications = demoApplications.map(
    ([slug, name, what]) => `<li><a href="/v1/applications/${slug}">${name}</a><span>${what}</span></li>`,
  );
  return `<section class="card note"><h2>Trying it out</h2>${accounts}
    <p>Three applications are registered. Name one as <code>application</code> when signing in:</p>
    <ul class="links">${applications.join('')}</ul>
    <p>Nothing is really sent from here. Every e-mail and text message lands in the <a href="/dev/inbox">inbox</a>.</p></section>`;
}
