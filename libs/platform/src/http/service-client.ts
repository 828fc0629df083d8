import type { Readable } from 'node:stream';
import { contextHeaders, problemBody, type ServiceName } from '@postern/contracts';
import { Logger } from '@nestjs/common';
import { Pool } from 'undici';
import { ServiceTokens } from '../tokens/service-token.js';
import type { Caller } from './caller.js';
import { Problem } from './problem.js';

export interface ServiceCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** Instead of a body: passed on as it comes, so that nobody holds the whole of it. Destroyed when the callee has enough. */
  file?: { contentType: string; content: Readable };
  caller?: Caller;
  requestId?: string;
  flowToken?: string;
  sessionToken?: string;
  /** A program looks again by itself: no use of the session. */
  unattended?: boolean;
  subjectToken?: string;
  administrationToken?: string;
}

/** Calls another service's internal HTTP API over kept-open connections. */
export class ServiceClient {
  private readonly logger = new Logger('ServiceClient');
  private readonly pool: Pool;

  constructor(
    private readonly audience: ServiceName,
    url: string,
    private readonly tokens: ServiceTokens,
  ) {
    this.pool = new Pool(url, { connections: 128, headersTimeout: 10_000, bodyTimeout: 10_000, connectTimeout: 2_000 });
  }

  /** @throws Problem: the callee's own, passed on, or `service.unavailable` when it cannot be reached. */
  async call<Reply>(call: ServiceCall): Promise<Reply> {
    const { statusCode, headers, body } = await this.send(call);
    const text = await body.text();
    if (statusCode < 300) return (text ? JSON.parse(text) : undefined) as Reply;
    throw this.problemOf(statusCode, text, headers['retry-after']);
  }

  /** Opens a stream of server-sent events; the caller must read or destroy it. */
  async stream(call: ServiceCall, signal: AbortSignal): Promise<NodeJS.ReadableStream> {
    const { statusCode, headers, body } = await this.send(call, { signal, bodyTimeout: 0 });
    if (statusCode < 300) return body;
    throw this.problemOf(statusCode, await body.text(), headers['retry-after']);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async send(call: ServiceCall, options: { signal?: AbortSignal; bodyTimeout?: number } = {}) {
    const headers: Record<string, string> = { authorization: `Bearer ${this.tokens.for(this.audience)}` };
    if (call.file) headers['content-type'] = call.file.contentType;
    else if (call.body !== undefined) headers['content-type'] = 'application/json';
    if (call.caller) headers[contextHeaders.source] = call.caller.source;
    if (call.caller?.userAgent) headers[contextHeaders.userAgent] = call.caller.userAgent;
    if (call.caller?.locale) headers[contextHeaders.locale] = call.caller.locale;
    if (call.requestId) headers[contextHeaders.requestId] = call.requestId;
    if (call.flowToken) headers[contextHeaders.flowToken] = call.flowToken;
    if (call.sessionToken) headers[contextHeaders.sessionToken] = call.sessionToken;
    if (call.unattended) headers[contextHeaders.unattended] = 'true';
    if (call.subjectToken) headers[contextHeaders.subjectToken] = call.subjectToken;
    if (call.administrationToken) headers[contextHeaders.administrationToken] = call.administrationToken;
    try {
      return await this.pool.request({
        method: call.method,
        path: call.path,
        headers,
        body: call.file ? call.file.content : call.body === undefined ? null : JSON.stringify(call.body),
        // A file is answered once all of it has come, and been looked at.
        ...(call.file ? { headersTimeout: 60_000, bodyTimeout: 60_000 } : {}),
        ...options,
      });
    } catch (error) {
      if (options.signal?.aborted || error instanceof Problem) throw error;
      this.logger.warn({ message: `${this.audience} cannot be reached`, reason: (error as Error).message });
      throw new Problem('service.unavailable', { retryAfterSeconds: 5 });
    }
  }

  private problemOf(status: number, text: string, retryAfter: string | string[] | undefined): Problem {
    const parsed = problemBody.safeParse(safeJson(text));
    if (!parsed.success || parsed.data.code === 'service.unauthorized') {
      this.logger.error({ message: `${this.audience} answered ${status}`, code: parsed.data?.code });
      return new Problem('service.unexpected');
    }
    const { code, type: _type, title: _title, status: _status, requestId: _id, ...details } = parsed.data;
    return new Problem(code, { ...details, ...(retryAfter ? { retryAfterSeconds: Number(retryAfter) } : {}) });
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
