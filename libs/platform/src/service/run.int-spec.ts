import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { createHttpApp } from '../http/create-http-app.js';
import { listen } from './run.js';

@Module({})
class NoQueue {}

describe('listen', () => {
  it('ends a service without a queue, and logs no error for what is not there', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const service = await listen(await createHttpApp(NoQueue, { logger }), { host: '127.0.0.1', port: 0 });
    expect((await fetch(`${service.url}/nothing`)).status).toBe(404);
    await Promise.all([service.close(), service.close()]);
    await expect(fetch(service.url)).rejects.toThrow();
    expect(lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  });
});
