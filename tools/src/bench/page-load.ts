import type { Browser, Page } from 'playwright-core';

/** As Lighthouse has it for a phone on fast 3G: milliseconds there and back, bytes per second. */
export const fast3G = {
  latency: 150,
  downloadThroughput: (1638.4 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
} as const;

export interface PageLoad {
  /** Until the first field takes what is typed, since the address was entered. */
  usableMilliseconds: number;
  lastByteMilliseconds: number;
  requests: number;
  /** On the wire, headers included. */
  bytes: number;
}

/** In a browser that was never there before, and then once more in the same one. */
export async function loadPage(browser: Browser, url: string): Promise<{ first: PageLoad; again: PageLoad }> {
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...fast3G });
    await page.addInitScript(markWhenUsable);
    return { first: await load(page, url), again: await load(page, url) };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before its own scripts. */
const markWhenUsable = `new MutationObserver((_, observer) => {
  if (!document.querySelector('input[autocomplete=username]')) return;
  observer.disconnect();
  performance.mark('usable');
}).observe(document, { childList: true, subtree: true })`;

/** Runs in the page, once it can be used. */
const readTimes = `(() => {
  const loads = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const sent = loads.filter(({ transferSize }) => transferSize > 0);
  return {
    usableMilliseconds: performance.getEntriesByName('usable')[0].startTime,
    lastByteMilliseconds: Math.max(...loads.map(({ responseEnd }) => responseEnd)),
    requests: sent.length,
    bytes: sent.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
})()`;

async function load(page: Page, url: string): Promise<PageLoad> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator('input[autocomplete=username]').fill('ann');
  return (await page.evaluate(readTimes)) as PageLoad;
}
