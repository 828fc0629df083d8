import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { z } from 'zod';
import { createHttpApp } from './create-http-app.js';
import { Problem } from './problem.js';

const schema = z.strictObject({ name: z.string().min(2), age: z.int().optional() });

@Controller('things')
class ThingsController {
  @Post()
  create(@Body({ schema }) body: z.infer<typeof schema>): object {
    return body;
  }

  @Get('broken')
  broken(): void {
    throw new Error('select * from secret_table where password = hunter2');
  }

  @Get('limited')
  limited(): void {
    throw new Problem('request.rate_limited', { retryAfterSeconds: 2.2 });
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

describe('createHttpApp', () => {
  let app: NestFastifyApplication;
  const lines: string[] = [];

  beforeAll(async () => {
    app = await createHttpApp(ThingsModule, {
      logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(() => app.close());

  const post = (payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: '/things', payload, headers: { 'content-type': type } });

  it.each([
    ['nothing', '', 'name', 'missing'],
    ['null', 'null', 'name', 'missing'],
    ['an array', '[]', 'body', 'wrong-type'],
    ['a number', '7', 'body', 'wrong-type'],
    ['a wrong type', '{"name":7}', 'name', 'wrong-type'],
    ['too short a value', '{"name":"x"}', 'name', 'too-small'],
    ['an unknown field', '{"name":"ann","admin":true}', 'admin', 'unknown'],
  ])('names the field for %s (S22)', async (_, payload, field, reason) => {
    const reply = await post(payload);
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.json()).toMatchObject({ code: 'request.invalid', errors: [{ field, reason }] });
  });

  it.each([
    '{"__proto__":{"admin":true},"name":"ann"}',
    '{"constructor":{"prototype":{"admin":true}},"name":"ann"}',
    '{"name":',
    '{"name":"a",}',
  ])('refuses poisoned and broken JSON: %s (S23)', async (payload) => {
    const reply = await post(payload);
    expect(reply.statusCode).toBe(400);
    expect(reply.json().code).toMatch(/^request\.(malformed|invalid)$/);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('refuses a body above 64 KiB (S23)', async () => {
    expect((await post(JSON.stringify({ name: 'x'.repeat(65 * 1024) }))).json()).toMatchObject({
      status: 413,
      code: 'request.too_large',
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'takes nothing but JSON: %s',
    async (type) => {
      expect((await post('name=ann', type)).json()).toMatchObject({
        status: 415,
        code: 'request.unsupported_media_type',
      });
    },
  );

  it('tells nothing about our insides when something breaks (S24)', async () => {
    const reply = await app.inject('/things/broken');
    expect(reply.json()).toMatchObject({ status: 500, code: 'service.unexpected' });
    expect(reply.body).not.toMatch(/select|hunter2|stack|\.ts/);
  });

  it('says in whole seconds when to come back', async () => {
    const reply = await app.inject('/things/limited');
    expect(reply.statusCode).toBe(429);
    expect(reply.headers['retry-after']).toBe('3');
  });

  it('logs one line a request, with the pattern of the route and never its address', async () => {
    lines.length = 0;
    await app.inject('/unknown/secret-token-in-path');
    await app.inject('/things/limited?token=abc');
    expect(lines.join()).not.toMatch(/secret-token|abc/);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ method: 'GET', route: '/things/limited', status: 429 });
  });
});
