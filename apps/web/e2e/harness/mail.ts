import type { InboxMessage } from '@postern/contracts';
import type { Page } from 'playwright-core';

/** The link that a message carries, as its reader opens it. */
export function linkIn({ text }: Pick<InboxMessage, 'text'>): string {
  const [link] = /http:\/\/localhost\S+#token=[\w-]+/.exec(text) ?? [];
  if (link === undefined) throw new Error('the message has no link');
  return link;
}

/** Opens a link and presses the button of its page, without which nothing happens. */
export async function follow(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.locator('main').getByRole('button').first().click();
}

/** What the page says on its own to whoever does not see it. */
export const said = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[role=status], [role=alert]')]
      .map((region) => region.textContent.trim())
      .filter((words) => words !== '')
      .join(' | '),
  );
