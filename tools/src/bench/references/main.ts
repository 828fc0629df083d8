import 'reflect-metadata';
import { verify } from '@node-rs/argon2';
import pg from 'pg';
import { serve } from '@postern/local-services/child';
import { run } from '../load.ts';
import { BareServer, type Prepared } from './bare-server.ts';
import { BareMessages, sendPlain, type BareMessageOptions } from './bare-messages.ts';

/** A child process that does with bare means what the product does. */
let pool: pg.Pool | undefined;
let server: BareServer | undefined;
let messages: BareMessages | undefined;

const calls = {
  /** @returns the address of the bare server. */
  async start(databaseUrl: string): Promise<string> {
    pool = new pg.Pool({ connectionString: databaseUrl, max: 10, application_name: 'bench-reference' });
    pool.on('error', () => undefined);
    server = new BareServer(pool);
    return server.listen();
  },

  /** Bare argon2id verifies. @returns how many. */
  verify: (wish: { hash: string; password: string; inFlight: number; seconds: number }): Promise<number> =>
    run(wish, async () => {
      if (!(await verify(wish.hash, wish.password))) throw new Error('the bare verify says no');
    }),

  /** What `POST /prepared/<number>` runs and replies. */
  prepare(prepared: Prepared[]): void {
    if (server) server.prepared = prepared;
  },

  async startMessages(options: BareMessageOptions): Promise<void> {
    await messages?.close();
    messages = new BareMessages(pool as pg.Pool, options);
    await messages.ready();
  },

  /** E-mails of a notice's size through pooled connections. @returns microseconds for each. */
  sendPlain: (wish: { smtpUrl: string; count: number }) => sendPlain(wish.smtpUrl, wish.count),

  /** @returns the medians of the stages, in milliseconds. */
  sendMessages: (wish: { inFlight: number; times: number; from: number }) => (messages as BareMessages).send(wish),
};

export type ReferenceCalls = typeof calls;

serve(calls, async () => {
  await messages?.close();
  await server?.close();
  await pool?.end();
});
