import { Controller, Get, HttpCode, Inject, Module, Param, Post, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { Statement } from '../statement-recorder.ts';
import { replay } from './replay.ts';

/** The statements behind one reply of the product, and the reply. */
export interface Prepared {
  statements: Statement[];
  body: unknown;
}

export interface SessionRow {
  id: string;
  aal: string;
  amr: string[];
  authenticated_at: Date;
  expires_at: Date;
}

const bareServer = Symbol('bare server');

/** Nothing but Nest on Fastify and the driver: no validation, no logging, no second service. */
class BareController {
  private readonly server: BareServer;

  constructor(server: BareServer) {
    this.server = server;
  }

  /** A session by its primary key. */
  async session(id: string): Promise<SessionRow | undefined> {
    const { rows } = await this.server.pool.query<SessionRow>({
      name: 'bare-session',
      text: 'select id, aal, amr, authenticated_at, expires_at from identity.session where id = $1',
      values: [id],
    });
    return rows[0];
  }

  async run(number: string): Promise<unknown> {
    const { statements, body } = this.server.prepared[Number(number)] as Prepared;
    await replay(this.server.pool, statements);
    return body;
  }
}

// Decorators by hand: Node runs this file without compiling it.
const method = (name: 'session' | 'run', ...decorators: MethodDecorator[]) => {
  const descriptor = Object.getOwnPropertyDescriptor(BareController.prototype, name) as PropertyDescriptor;
  for (const decorate of decorators) decorate(BareController.prototype, name, descriptor);
  Param('which')(BareController.prototype, name, 0);
};
method('session', Get('sessions/:which'));
method('run', Post('prepared/:which'), HttpCode(200));
Inject(bareServer)(BareController, undefined, 0);
Controller()(BareController);

class BareModule {}
Module({})(BareModule);

export class BareServer {
  prepared: Prepared[] = [];
  readonly pool: pg.Pool;
  private app: NestFastifyApplication | undefined;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  async listen(): Promise<string> {
    const module: DynamicModule = {
      module: BareModule,
      controllers: [BareController],
      providers: [{ provide: bareServer, useValue: this }],
    };
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    this.app = app;
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  }

  async close(): Promise<void> {
    await this.app?.close();
  }
}
