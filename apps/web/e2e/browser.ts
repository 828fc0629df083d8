import { Inbox } from '@postern/all-in-one/testing';
import { install, type Installation } from '@postern/all-in-one/testing/installation';
import { launchChromium } from '@postern/local-services/chromium';
import { freePort } from '@postern/local-services/free-port';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { listen } from './harness/complaints.js';

export { look } from './harness/look.js';

type Device = Pick<
  BrowserContextOptions,
  'locale' | 'viewport' | 'deviceScaleFactor' | 'timezoneId' | 'colorScheme' | 'javaScriptEnabled'
>;

/** A real browser on a whole Postern of the file's own. */
export class Browsing {
  private readonly contexts: { context: BrowserContext; complaints: string[] }[] = [];

  private constructor(
    readonly postern: Installation,
    readonly url: string,
    private readonly browser: Browser,
  ) {}

  static async start(options: Omit<NonNullable<Parameters<typeof install>[0]>, 'port'> = {}): Promise<Browsing> {
    const port = await freePort();
    const postern = await install({ ...options, port });
    return new Browsing(postern, `http://localhost:${port}`, await launchChromium());
  }

  /** A browser that nobody has used yet, as on another device. Its first page is open. */
  async device(more: Device = {}): Promise<Page> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: 'en-US',
      viewport: { width: 1280, height: 900 },
      // Pictures of moving things differ each time.
      reducedMotion: 'reduce',
      ...more,
    });
    context.setDefaultTimeout(15_000);
    this.contexts.push({ context, complaints: listen(context) });
    return context.newPage();
  }

  /** What would have been sent. */
  get inbox(): Inbox {
    return new Inbox(this.postern.client);
  }

  /** What a test did to the browser itself is not held against the pages. */
  forgive(expected: RegExp): void {
    for (const used of this.contexts)
      used.complaints = used.complaints.filter((complaint) => !expected.test(complaint));
  }

  /** After each test: closes every device and fails for what their pages complained about. */
  async putAway(): Promise<void> {
    const used = this.contexts.splice(0);
    for (const { context } of used) await context.close();
    expect(used.flatMap(({ complaints }) => complaints)).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.postern.stop();
  }
}
