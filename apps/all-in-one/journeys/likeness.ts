import { randomInt } from 'node:crypto';
import { wilcoxonRankSum } from 'simple-statistics';

/**
 * How often one of the `first` times is the longer one when one of each is drawn, ties halved: the Mann–Whitney statistic
 * as a share. 0.5 where the two cannot be told apart, 0 or 1 where one look tells. It depends on order only, so a few
 * calls that took long because the machine was busy carry no weight.
 */
export function superiority(first: readonly number[], second: readonly number[]): number {
  const rankSum = wilcoxonRankSum([...first], [...second]);
  return (rankSum - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
}

export interface Trial {
  /** Of each kind. */
  samples: number;
  /** The most that a pair may be away from 0.5. */
  bound: number;
  /** How often the whole measurement is repeated where it finds a difference: a real one stays, a busy moment goes. */
  attempts: number;
}

/** 0.15 is five times the standard error of 200 against 200; a fifth of one hash of a password is far beyond it. */
export const usualTrial: Trial = { samples: 200, bound: 0.15, attempts: 3 };

export interface Difference {
  between: readonly [string, string];
  superiority: number;
}

/**
 * Times the calls of every kind in turn, in an order that is drawn anew each time, so that whatever slows the machine
 * down slows all of them.
 *
 * @returns the pairs that can be told apart in every attempt; none is what is wanted
 */
export async function differences(
  kinds: Readonly<Record<string, () => Promise<unknown>>>,
  { samples, bound, attempts }: Trial = usualTrial,
  now: () => number = () => performance.now(),
): Promise<Difference[]> {
  let found: Difference[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) {
    const times = await measure(kinds, samples, now);
    found = pairs(Object.keys(kinds))
      .map((between) => ({ between, superiority: superiority(times(between[0]), times(between[1])) }))
      .filter(({ superiority }) => Math.abs(superiority - 0.5) > bound);
    if (found.length === 0) return [];
  }
  return found;
}

async function measure(kinds: Readonly<Record<string, () => Promise<unknown>>>, samples: number, now: () => number) {
  const times = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = 0; round < samples; round++) {
    for (const [kind, call] of shuffled(Object.entries(kinds))) {
      const begun = now();
      await call();
      times.get(kind)?.push(now() - begun);
    }
  }
  return (kind: string): number[] => times.get(kind) ?? [];
}

const pairs = (names: readonly string[]): (readonly [string, string])[] =>
  names.flatMap((first, index) => names.slice(index + 1).map((second) => [first, second] as const));

function shuffled<Item>(items: readonly Item[]): Item[] {
  const left = [...items];
  return items.map(() => left.splice(randomInt(left.length), 1)[0] as Item);
}
