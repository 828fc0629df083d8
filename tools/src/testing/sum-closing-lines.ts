import { stripVTControlCharacters } from 'node:util';

export interface Sum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const closingLine = /^tests: (\d+) passed, (\d+) failed, (\d+) skipped$/;

/** Adds up the lines with which the projects' test runs end (`closing-line.reporter.mjs`), wherever they stand. */
export function sumClosingLines(output: string): Sum {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const line of stripVTControlCharacters(output).split(/\r?\n/)) {
    const [, passed, failed, skipped] = closingLine.exec(line.trim()) ?? [];
    sum.passed += Number(passed ?? 0);
    sum.failed += Number(failed ?? 0);
    sum.skipped += Number(skipped ?? 0);
  }
  return sum;
}

/**
 * What the whole run comes to. A project that could not even start says nothing in a closing line and is a failure all
 * the same; so is a run in which nothing was tested.
 *
 * @param nxCode what Nx ended with, null if it was killed
 */
export function verdictOn(nxCode: number | null, sum: Sum): { exitCode: number; sum: Sum } {
  const untold = sum.failed === 0 && (nxCode !== 0 || sum.passed === 0);
  const failed = untold ? 1 : sum.failed;
  return { exitCode: nxCode || (failed > 0 ? 1 : 0), sum: { ...sum, failed } };
}
