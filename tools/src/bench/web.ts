import { launchChromium } from '@postern/local-services/chromium';
import Table from 'cli-table3';
import { Command } from 'commander';
import { median } from './load.ts';
import { inLaboratory, positive, say } from './session.ts';
import { loadPage, fast3G, type PageLoad } from './page-load.ts';

const goalMilliseconds = 1000;

export const webCommand = new Command('web')
  .description('Measures how soon the sign-in page can be used on a slow connection, in a real browser.')
  .option('--rounds <number>', 'times that it is loaded', positive, 9)
  .action(measureWeb);

function measureWeb({ rounds }: { rounds: number }): Promise<void> {
  say('\nStarting PostgreSQL, the installation and a browser …');
  return inLaboratory('PostgreSQL', [], async ({ gatewayUrl }) => {
    const browser = await launchChromium();
    try {
      const url = `${gatewayUrl}/sign-in`;
      // The first page that a browser shows waits for parts of the browser itself.
      await loadPage(browser, url);
      const loads: { first: PageLoad; again: PageLoad }[] = [];
      for (let round = 0; round < rounds; round++) loads.push(await loadPage(browser, url));
      report(loads);
    } finally {
      await browser.close();
    }
  });
}

function report(loads: readonly { first: PageLoad; again: PageLoad }[]): void {
  const table = new Table({
    head: ['sign-in page', 'usable after', 'spread', 'last byte after', 'requests', 'bytes', 'goal', 'verdict'],
    style: { head: [], border: [] },
  });
  for (const [name, visit] of [
    ['first visit', 'first'],
    ['next visit', 'again'],
  ] as const) {
    const visits = loads.map((load) => load[visit]);
    const all = visits.map(({ usableMilliseconds }) => usableMilliseconds);
    const of = (read: (load: PageLoad) => number): string => Math.round(median(visits.map(read))).toString();
    table.push([
      name,
      `${of((load) => load.usableMilliseconds)} ms`,
      `${Math.round(Math.min(...all))}–${Math.round(Math.max(...all))}`,
      `${of((load) => load.lastByteMilliseconds)} ms`,
      of((load) => load.requests),
      of((load) => load.bytes),
      `< ${goalMilliseconds} ms`,
      median(all) < goalMilliseconds ? 'goal' : 'missed',
    ]);
  }
  console.log(table.toString());
  console.log(
    `Median of ${loads.length}, over a connection slowed down to ${fast3G.latency} ms for each request and ` +
      `${((fast3G.downloadThroughput * 8) / 1e6).toFixed(1)} Mbit/s; setting up the connection is not counted. Usable: the fields are there.`,
  );
}
