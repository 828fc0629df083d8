import type { ProblemBody } from '@postern/contracts';
import { ApiProblem, NetworkProblem } from './problem';
import { learnServerTime } from './server-clock';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One call to the API of the server that this page came from.
 *
 * @param body sent as JSON, or as the file that it is
 * @throws ApiProblem when the server says no
 * @throws NetworkProblem when nothing that can be read came back
 */
export async function request<Reply>(
  method: Method,
  path: string,
  body?: object,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Reply> {
  const askedAt = Date.now();
  const response = await send(path, {
    method,
    signal: signal ?? null,
    headers: {
      // What somebody has chosen here counts for the words of the server too.
      'accept-language': document.documentElement.lang,
      ...(body ? { 'content-type': body instanceof Blob ? body.type : 'application/json' } : {}),
    },
    body: body instanceof Blob ? body : body ? JSON.stringify(body) : null,
  });
  learnServerTime(response.headers, askedAt);
  const read = await readJson(response);
  if (response.ok) return read as Reply;
  // Something between here and the server has answered in its place.
  if (!isProblemBody(read)) throw new NetworkProblem(`${method} ${path} answered ${response.status}`);
  throw new ApiProblem(read);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NetworkProblem('the network is away', { cause: error });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw new NetworkProblem('the reply cannot be read', { cause: error });
  }
}

const isProblemBody = (body: unknown): body is ProblemBody =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
