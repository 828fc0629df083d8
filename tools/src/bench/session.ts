import { InvalidArgumentError } from 'commander';
import { Laboratory, type Backend } from './laboratory.ts';

/** Progress, apart from the results on standard output. */
export const say = (line: string): void => console.error(line);

export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

let laboratory: Laboratory | undefined;
let stopping = false;

/** Starts one, and ends it whatever happens. */
export async function inLaboratory<Result>(
  backend: Backend,
  nodeOptions: string[],
  work: (laboratory: Laboratory) => Promise<Result>,
): Promise<Result> {
  laboratory = new Laboratory(backend);
  try {
    await laboratory.start(nodeOptions);
    return await work(laboratory);
  } finally {
    await laboratory.stop();
  }
}

async function interrupted(): Promise<void> {
  stopping = true;
  say('\nStopping …');
  setTimeout(() => process.exit(130), 15_000).unref();
  await laboratory?.stop();
  process.exit(130);
}

/** @returns whether somebody has asked for the end: what was cut off by it complains, and that is no news. */
export const isStopping = (): boolean => stopping;

export function stopWhenInterrupted(): void {
  process.once('SIGINT', () => void interrupted());
  process.once('SIGTERM', () => void interrupted());
}
