import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));

const views = [
  { theme: 'light', width: 1280, height: 900 },
  { theme: 'dark', width: 320, height: 720 },
  { theme: 'dark', width: 1280, height: 900 },
  { theme: 'light', width: 320, height: 720 },
] as const;

/**
 * All four with `THOROUGH=1`, for whoever changes how pages look. Else a page is seen in one theme on a wide screen and the next in
 * the other on a narrow one: looking takes longer than everything else that is done with a page.
 */
const viewsOf = (name: string): readonly (typeof views)[number][] =>
  process.env['THOROUGH'] ? views : views.slice(name.length % 2, (name.length % 2) + 1);

/**
 * Keeps pictures of the page, and proves of each that nothing has to be scrolled sideways (WCAG 1.4.10) and that axe finds
 * nothing.
 */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const { theme, width, height } of viewsOf(name)) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(artifacts, `${name}-${width}-${theme}.png`), fullPage: true });
    const view = `${name} at ${width} px, ${theme}`;
    expect([view, await sidewaysPixels(page)]).toEqual([view, 0]);
    expect([view, await findings(page)]).toEqual([view, []]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
}

const sidewaysPixels = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));

async function findings(page: Page): Promise<string[]> {
  // As a program that looks at the page, not as a script of it: the policy stays as strict as it is.
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  const { violations } = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
