import type { Pool } from 'undici';

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** @throws Error unless the reply is a success. */
export async function send<Reply>(pool: Pool, { method, path, headers, body }: Call): Promise<Reply> {
  const reply = await pool.request({
    method,
    path,
    headers: body === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await reply.body.text();
  if (reply.statusCode >= 300) throw new Error(`${method} ${path} answered ${reply.statusCode}: ${text}`);
  return JSON.parse(text) as Reply;
}

/** For load: the reply is read to its end and not looked at. */
export async function hit(pool: Pool, { method, path, headers, body }: Call): Promise<void> {
  const reply = await pool.request({
    method,
    path,
    headers: body === undefined ? { ...headers } : { 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (reply.statusCode >= 300) {
    throw new Error(`${method} ${path} answered ${reply.statusCode}: ${await reply.body.text()}`);
  }
  await reply.body.dump();
}

/** A client address of its own for each of so many people. */
export const sourceOf = (number: number): Record<string, string> => ({
  'x-forwarded-for': `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
});
