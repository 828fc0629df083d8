import type { ProblemBody } from '@postern/contracts';
import { letGo, unlessHeldBack } from './held-back';
import { ApiProblem, NetworkProblem } from './problem';
import { retryMoment } from './retry-moment';
import { learnServerTime } from './server-clock';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface Options {
  signal?: AbortSignal;
}

/**
 * One call to the API of the server that this page came from. Where the server has said from when on it may be asked again,
 * what is only read waits for that.
 *
 * @param body sent as JSON, or as the file that it is
 * @throws ApiProblem when the server says no
 * @throws NetworkProblem when nothing that can be read came back
 */
export async function request<Reply>(
  method: Method,
  path: string,
  body?: object,
  { signal }: Options = {},
): Promise<Reply> {
  const call = async (): Promise<Reply> => {
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
    return replyIn(response);
  };
  if (method === 'GET') return unlessHeldBack(path, call);
  const reply = await call();
  letGo();
  return reply;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NetworkProblem('the network is away', { cause: error });
  }
}

async function replyIn<Reply>(response: Response): Promise<Reply> {
  const retryAt = retryMoment(response);
  const read = await jsonIn(response, retryAt);
  if (response.ok) return read as Reply;
  if (isProblemBody(read)) throw new ApiProblem(read, retryAt);
  // Something between here and the server has answered in its place.
  throw new NetworkProblem(`${response.url} answered ${response.status}`, { retryAt });
}

async function jsonIn(response: Response, retryAt: string | undefined): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw new NetworkProblem('the reply cannot be read', { cause: error, retryAt });
  }
}

const isProblemBody = (body: unknown): body is ProblemBody =>
  typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
