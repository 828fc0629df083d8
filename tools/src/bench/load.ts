/** Keeps `inFlight` operations under way until `next` has no number left for them. @returns how many were done. */
async function keepBusy(
  inFlight: number,
  next: () => number | undefined,
  work: (number: number) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let number = next(); number !== undefined; number = next()) {
        await work(number);
        done += 1;
      }
    }),
  );
  return done;
}

/** A stretch of work: for a time, or a number of times. `work` gets 0, 1, 2, … */
export interface Load {
  inFlight: number;
  /** Nothing is begun after it; what is under way is still finished. */
  seconds?: number;
  times?: number;
}

export async function run(load: Load, work: (number: number) => Promise<unknown>): Promise<number> {
  const deadline = performance.now() + (load.seconds ?? Infinity) * 1000;
  const times = load.times ?? Infinity;
  let begun = 0;
  return keepBusy(load.inFlight, () => (begun < times && performance.now() < deadline ? begun++ : undefined), work);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
