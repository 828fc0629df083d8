import type { Page } from 'playwright-core';
import { focused } from './pages.js';

/** Goes from one stop to the next until it is the one looked for; each of them shows that it is there. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const { activeElement, body } = document;
      // Between the last stop and the first one the focus is the browser's.
      if (!activeElement || activeElement === body) return null;
      const { outlineStyle, boxShadow } = getComputedStyle(activeElement);
      const around = getComputedStyle(activeElement.closest('label, div') ?? activeElement);
      return [outlineStyle, around.outlineStyle].some((style) => style !== 'none') || boxShadow !== 'none';
    });
    if (outline === null) continue;
    const at = await focused(page);
    expect([at, outline]).toEqual([at, true]);
    if (typeof name === 'string' ? at === name : name.test(at)) return;
  }
  throw new Error(`the keyboard does not lead to ${String(name)}`);
}
