import { median } from './load.ts';

/** What one stretch of work took. */
export interface Sample {
  operations: number;
  seconds: number;
  /** Of everything that counts, as `Laboratory.measure` defines it. */
  cpuMilliseconds: number;
  /** Median time of one operation, where the measurement is about that. */
  p50Milliseconds?: number;
}

export const cpuPerOperation = ({ cpuMilliseconds, operations }: Sample): number => cpuMilliseconds / operations;
export const perSecond = ({ operations, seconds }: Sample): number => operations / seconds;
export const p50 = ({ p50Milliseconds }: Sample): number => p50Milliseconds ?? Number.NaN;

/** One line of the result: what is read off the samples, and what it ought to be. */
export interface Question {
  id: string;
  what: string;
  unit: 'ms CPU' | 'ms' | '/s';
  read: (sample: Sample) => number;
  /** Whether the ratio ought to be below the gate or above it. */
  wants: 'less' | 'more';
  gate?: number;
  goal?: number;
}

/** The product's work and the same work done with bare means, taken in turns. */
export interface Comparison {
  questions: Question[];
  /** Until the compilers and the caches have settled, beyond what is always done. */
  warmUp?: () => Promise<unknown>;
  product: () => Promise<Sample>;
  reference: () => Promise<Sample>;
}

export type Verdict = 'goal' | 'gate held' | 'missed' | 'no gate' | 'reference drifted';

export interface Answer extends Omit<Question, 'read'> {
  measured: number;
  reference: number;
  ratio: number;
  /** Smallest and largest ratio of the rounds that count. */
  spread: [number, number];
  verdict: Verdict;
}

interface Round {
  before: Sample;
  product: Sample;
  after: Sample;
}

/** A reference that changes by more than this within a round says that the machine did something else meanwhile. */
const tolerance = 0.1;

/**
 * Takes reference, product, reference, product, …, reference. Each round lies between two references; one whose references
 * differ by more than 10 % is repeated once, and does not count if they differ again. Where most rounds are like that, the
 * verdict is `reference drifted`.
 */
export async function compare(comparison: Comparison, rounds: number, say: (line: string) => void): Promise<Answer[]> {
  const { questions, product, reference } = comparison;
  await comparison.warmUp?.();
  for (const side of [product, reference, product, reference]) await side();
  const drifted = (round: Round) => Math.max(...questions.map(({ read }) => driftOf(round, read)));
  const name = questions.map(({ id }) => id).join(', ');
  const taken: Round[] = [];
  let before = await reference();
  const next = async (): Promise<Round> => {
    const round = { before, product: await product(), after: await reference() };
    before = round.after;
    return round;
  };
  for (let count = 0; count < rounds; count++) {
    let round = await next();
    if (drifted(round) > tolerance) {
      say(`${name}: the reference drifted by ${Math.round(drifted(round) * 100)} %, once more`);
      round = await next();
    }
    taken.push(round);
  }
  const steady = taken.filter((round) => drifted(round) <= tolerance);
  const enough = steady.length * 2 > taken.length;
  return questions.map((question) => answer(question, enough ? steady : taken, enough));
}

function answer({ read, ...question }: Question, rounds: readonly Round[], steady: boolean): Answer {
  const referenceOf = ({ before, after }: Round) => (read(before) + read(after)) / 2;
  const ratios = rounds.map((round) => read(round.product) / referenceOf(round));
  const ratio = median(ratios);
  return {
    ...question,
    measured: median(rounds.map(({ product }) => read(product))),
    reference: median(rounds.map(referenceOf)),
    ratio,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    verdict: steady ? judge(ratio, question) : 'reference drifted',
  };
}

function driftOf({ before, after }: Round, read: Question['read']): number {
  return Math.abs(read(after) - read(before)) / ((read(before) + read(after)) / 2);
}

function judge(ratio: number, { wants, gate, goal }: Pick<Question, 'wants' | 'gate' | 'goal'>): Verdict {
  const reaches = (mark: number | undefined) =>
    mark !== undefined && (wants === 'less' ? ratio <= mark : ratio >= mark);
  if (gate === undefined) return 'no gate';
  if (reaches(goal)) return 'goal';
  return reaches(gate) ? 'gate held' : 'missed';
}
