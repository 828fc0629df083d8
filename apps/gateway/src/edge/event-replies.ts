import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventStream } from './event-stream.js';
import type { Exchange } from './exchange.js';
import { OpenStreams } from './open-streams.js';

/** Replies that are streams of events. */
@Injectable()
export class EventReplies {
  constructor(private readonly streams: OpenStreams) {}

  /**
   * @param token of the flow or session, which may have some streams open at a time
   * @param begin gets the events going; what it throws is answered as always, for nothing has been sent yet
   */
  async give(
    token: string,
    exchange: Exchange,
    reply: FastifyReply,
    begin: (ending: AbortController) => Promise<EventStream>,
  ): Promise<void> {
    void reply.header('content-type', 'text/event-stream; charset=utf-8');
    void reply.header('cache-control', 'no-store, no-transform');
    // Proxies that collect replies before they pass them on (nginx) must not do so here.
    void reply.header('x-accel-buffering', 'no');
    if (exchange.request.method === 'HEAD') return void reply.send();
    const stream = this.streams.open(token, exchange.source);
    // Whoever has left already is not heard leaving any more.
    if (reply.raw.destroyed) return stream.abort();
    reply.raw.once('close', () => stream.abort());
    try {
      void reply.send((await begin(stream)).body);
    } catch (error) {
      if (stream.signal.aborted) return;
      stream.abort();
      void reply.removeHeader('x-accel-buffering');
      throw error;
    }
  }
}
