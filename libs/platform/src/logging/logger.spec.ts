import { createLogger, NestLogger, withoutSearch } from './logger.js';

describe('createLogger', () => {
  const write = (log: (logger: NestLogger) => void): string => {
    let written = '';
    log(
      new NestLogger(
        createLogger({ service: 'test', level: 'debug', destination: { write: (line) => void (written += line) } }),
      ),
    );
    return written;
  };

  it('blanks secrets by the name of their member, also further inside (S9)', () => {
    const written = write((logger) => {
      logger.log({ message: 'x', password: 'hunter2', body: { code: '123456', nested: { token: 'abc-token' } } });
    });
    expect(written).not.toMatch(/hunter2|123456|abc-token/);
    expect(written).toContain('[redacted]');
  });

  it('writes an error without the values that a driver attached to it (S9)', () => {
    const error = Object.assign(new Error('duplicate key'), {
      detail: 'Key (email)=(ann@example.org)',
      parameters: ['hunter2'],
    });
    const written = write((logger) => {
      logger.error(error);
    });
    expect(written).toContain('duplicate key');
    expect(written).not.toMatch(/ann@example|hunter2/);
  });
});

describe('withoutSearch', () => {
  it('writes the same line', () => {
    const lines: object[] = [];
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as object) };
    const logger = createLogger({ service: 'test', level: 'debug', destination });
    for (const each of [logger, withoutSearch(logger)]) each.info({ status: 200 });
    const [plain, fast] = lines.map((line) => ({ ...line, time: 0 }));
    expect(plain).toMatchObject({ level: 'info', service: 'test', status: 200 });
    expect(fast).toEqual(plain);
  });
});
