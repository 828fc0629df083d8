import { readFileSync } from 'node:fs';
import { clientDocument } from './web-client.js';

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0).toString()};`);

/** What there is to try on the own machine; the start page shows it. */
interface Demo {
  usernames: readonly string[];
  applications: readonly string[];
}

const demoApplications = ['parcel-desk', 'mail-watch', 'onboarding'];

/** The documents that the gateway sends, read once. They carry no inline script or style, so the strict CSP holds. */
export class Pages {
  /** Of every page of the web client. */
  readonly client: string;
  readonly reference: string;

  constructor({ embedded, demoUsernames }: { embedded: boolean; demoUsernames: readonly string[] }) {
    const demo = embedded ? demoTag({ usernames: demoUsernames, applications: demoApplications }) : '';
    this.client = clientDocument().replace('</head>', () => `${demo}</head>`);
    this.reference = readFileSync(new URL('./reference.html', import.meta.url), 'utf8');
  }
}

/** For scripts of the page to read: the policy allows none that is written into it. */
const demoTag = (demo: Demo): string => `<meta name="postern-demo" content="${escape(JSON.stringify(demo))}" />`;
