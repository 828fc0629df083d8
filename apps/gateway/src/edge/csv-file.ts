import type { FastifyReply } from 'fastify';
import type { Exchange } from './exchange.js';

/**
 * Answers with a file to keep.
 *
 * @param name ours: nothing that anybody typed comes into a header (S26)
 * @param make is told when the client goes away, so that nobody goes on to make what nobody waits for; what it throws is
 *   answered as always
 */
export async function sendCsvFile(
  name: string,
  { request }: Exchange,
  reply: FastifyReply,
  make: (gone: AbortSignal) => Promise<NodeJS.ReadableStream>,
): Promise<void> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  if (reply.raw.destroyed) return;
  const file = request.method === 'HEAD' ? undefined : await make(gone.signal);
  void reply.header('content-type', 'text/csv; charset=utf-8');
  void reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  void reply.send(file);
}
