import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino } from 'pino';

/** Names of members that are never written, however deep they sit (S9). */
const secretMembers = [
  'password',
  'code',
  'token',
  'secret',
  'seed',
  'sealed',
  'flowToken',
  'sessionToken',
  'subjectToken',
  'assuranceToken',
  'deviceToken',
  'authorization',
  'cookie',
  'uri',
  'qr',
  'link',
];

export interface LogOptions {
  service: string;
  level: string;
  destination?: DestinationStream | undefined;
}

/** Structured logs, one JSON object a line, on standard output unless told otherwise. */
export function createLogger({ service, level, destination }: LogOptions): Pino {
  return pino(
    {
      level,
      base: { service },
      redact: {
        paths: secretMembers.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[redacted]',
      },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: withoutValues },
    },
    destination ?? logTo(1),
  );
}

/**
 * Writes to a file, or to a descriptor, in blocks: a write for each line would cost more than the line. A line waits for a
 * quarter of a second at most, and none is lost unless the process is killed outright.
 */
export function logTo(target: string | number): DestinationStream {
  return pino.destination({ dest: target, sync: false, minLength: 4096, periodicFlush: 250 });
}

/** The same logger without the search for secrets, for lines on the hot path whose members are all known to be none. */
export const withoutSearch = (logger: Pino): Pino => logger.child({}, { redact: { paths: [] } });

/** Drivers put the failing statement's parameters into their errors; those may be secrets. */
function withoutValues(error: unknown): object {
  const { name, message, stack, code } = error as Error & { code?: string };
  return { type: name, message, stack, code };
}

const speaking = new AsyncLocalStorage<Pino>();

/**
 * Whatever `work` begins, also what it leaves running, logs as `logger`. Nest keeps one logger for the whole process: where
 * several services share one, the lines of all would have the name of the last.
 */
export const speakingAs = <Result>(logger: Pino, work: () => Result): Result => speaking.run(logger, work);

/** Lets Nest log through pino: through the logger of the service that speaks, or its own where none does. */
export class NestLogger implements LoggerService {
  constructor(private readonly own: Pino) {}

  log = (message: unknown, context?: string): void => this.write('info', message, context);
  warn = (message: unknown, context?: string): void => this.write('warn', message, context);
  debug = (message: unknown, context?: string): void => this.write('debug', message, context);
  verbose = (message: unknown, context?: string): void => this.write('debug', message, context);
  fatal = (message: unknown, context?: string): void => this.write('fatal', message, context);
  error = (message: unknown, ...rest: unknown[]): void => this.write('error', message, rest.at(-1) as string);

  private write(level: 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, context?: string): void {
    const pino = speaking.getStore() ?? this.own;
    if (message instanceof Error) pino[level]({ err: message, context }, message.message);
    else if (typeof message === 'object' && message !== null) pino[level]({ ...message, context });
    else pino[level]({ context }, String(message));
  }
}
