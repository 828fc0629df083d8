import {
  Controller,
  Get,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
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

@Controller()
class Talkative implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Talkative');

  onApplicationBootstrap(): void {
    this.logger.log('begins');
    setTimeout(() => this.logger.log('goes on'), 20);
  }

  @Get('talk')
  async talk(): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.logger.log('answers');
    return 'ok';
  }

  onApplicationShutdown(): void {
    this.logger.log('ends');
  }
}

@Module({ controllers: [Talkative] })
class TalkativeModule {}

describe('services in one process', () => {
  it('each say their own name in every line, from the first to the last', async () => {
    const lines: { service: string; msg: string }[] = [];
    const start = async (service: string) =>
      listen(
        await createHttpApp(TalkativeModule, {
          logger: pino({ base: { service } }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
        }),
        { host: '127.0.0.1', port: 0 },
      );
    const services = await Promise.all([start('one'), start('two'), start('three')]);
    await Promise.all(services.flatMap(({ url }) => [fetch(`${url}/talk`), fetch(`${url}/talk`)]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Whoever closes them may speak for another one.
    for (const service of services.reverse()) await service.close();

    const said = (msg: string) => lines.filter((line) => line.msg === msg).map(({ service }) => service);
    const each = ['one', 'three', 'two'];
    expect(said('begins').sort()).toEqual(each);
    expect(said('goes on').sort()).toEqual(each);
    expect(said('answers').sort()).toEqual([...each, ...each].sort());
    expect(said('ends')).toEqual(['three', 'two', 'one']);
  });
});
