import Table from 'cli-table3';
import type { Answer } from './comparison.ts';

export function tableOf(answers: readonly (Answer & { backend: string })[]): string {
  const table = new Table({
    head: ['', 'what', 'queues on', 'measured', 'reference', 'ratio (spread)', 'gate', 'goal', 'verdict'],
    style: { head: [], border: [] },
  });
  for (const answer of answers) {
    const { id, what, backend, measured, reference, ratio, spread, gate, goal, verdict } = answer;
    table.push([
      id,
      what,
      backend,
      quantity(measured, answer),
      quantity(reference, answer),
      `${ratio.toFixed(2)} (${spread.map((end) => end.toFixed(2)).join('–')})`,
      mark(gate, answer),
      mark(goal, answer),
      verdict,
    ]);
  }
  return table.toString();
}

const quantity = (value: number, { unit }: Answer): string =>
  `${value.toFixed(value < 1 ? 3 : value < 100 ? 2 : 0)} ${unit}`;

const mark = (value: number | undefined, { wants }: Answer): string =>
  value === undefined ? '' : `${wants === 'less' ? '≤' : '≥'} ${value.toFixed(2)}`;
