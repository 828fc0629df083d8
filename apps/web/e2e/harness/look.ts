import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));

const views = (['light', 'dark'] as const).flatMap((theme) =>
  [320, 1280].map((width) => ({ theme, width, height: width < 600 ? 720 : 900 })),
);

/**
 * Keeps a picture of the page in both themes and both widths, and proves of each that nothing has to be scrolled sideways
 * (WCAG 1.4.10) and that axe finds nothing.
 */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const { theme, width, height } of views) {
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
