import type { BrowserContext, ConsoleMessage } from 'playwright-core';

/** The API says no by a status, and the browser notes each such reply: that is no mistake of a page. */
const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/;

const isRefusal = (message: ConsoleMessage): boolean =>
  refusal.test(message.text()) && /\/(?:v1|dev)\//.test(new URL(message.location().url).pathname);

/** What went wrong in the pages of a context without anybody asking: errors, and whatever the policy had to stop. */
export function listen(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message)) complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error().stack ?? String(error.error())}`));
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') complaints.push(`third party: ${request.url()}`);
  });
  return complaints;
}
