import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ModuleRef } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConfigError } from '../config/read-config.js';
import { speakingFor } from '../http/create-http-app.js';
import { OpenConnection } from '../queue/queue.module.js';

export interface RunningService {
  readonly app: NestFastifyApplication;
  /** Where it listens, with the port that was really taken. */
  readonly url: string;
  /** Finishes what is under way, then closes every connection. Calling it again waits for the same end. */
  close(): Promise<void>;
}

/** Starts listening. `port` 0 takes any free one. */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: { host: string; port: number },
): Promise<RunningService> {
  const server = app.getHttpServer() as Server;
  const unused = unusedConnections(server);
  await speakingFor(app, () => app.listen(port, host));
  const address = server.address() as { port: number };
  let closing: Promise<void> | undefined;
  return {
    app,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () => (closing ??= speakingFor(app, () => close(app, server, unused))),
  };
}

/**
 * Browsers open connections before they need them. Node counts only those that had a request as idle, and would wait for the
 * others until they time out.
 */
function unusedConnections(server: Server): Set<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', ({ socket }: { socket: Socket }) => unused.delete(socket));
  return unused;
}

async function close(app: NestFastifyApplication, server: Server, unused: Set<Socket>): Promise<void> {
  const hangUp = setInterval(() => {
    for (const socket of unused) socket.destroy();
    server.closeIdleConnections();
  }, 50);
  const patience = setTimeout(() => server.closeAllConnections(), 10_000);
  try {
    await app.close();
  } finally {
    clearInterval(hangUp);
    clearTimeout(patience);
  }
  // The gateway has no queue.
  const queue = tryGet(app);
  await queue?.afterShutdown();
}

/** The frame of every `main.ts`: a bad configuration is told and ends with 1; SIGTERM and SIGINT end gracefully. */
export async function runService(start: () => Promise<RunningService>): Promise<void> {
  try {
    const service = await start();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        // A second signal, or an end that hangs, must still end.
        setTimeout(() => process.exit(1), 20_000).unref();
        service.close().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exit(1);
  }
}

function tryGet(app: NestFastifyApplication): OpenConnection | undefined {
  try {
    // Not the application's own `get`, which logs what it does not find as an error.
    return app.get(ModuleRef).get(OpenConnection, { strict: false });
  } catch {
    return undefined;
  }
}
