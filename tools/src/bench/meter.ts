import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One process as `/proc/<pid>/stat` describes it (proc_pid_stat(5)). */
export interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** User and system time of all its threads and of the children that it has waited for, in clock ticks. */
  readonly ticks: number;
}

/** @returns undefined for text that is not of this shape. */
export function parseStat(stat: string): ProcessTimes | undefined {
  // The name stands in parentheses and may hold anything, parentheses and spaces included.
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const pid = Number.parseInt(stat, 10);
  const parent = Number(rest[1]);
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(rest[field]), 0);
  return Number.isInteger(pid) && Number.isInteger(parent) && Number.isFinite(ticks)
    ? { pid, parent, ticks }
    : undefined;
}

/** Ticks of the given processes and of everything below them, ended descendants included where their parents lived on. */
export function ticksOfTrees(roots: readonly number[], processes: readonly ProcessTimes[]): number {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const own = new Map(processes.map((process) => [process.pid, process.ticks]));
  const seen = new Set<number>();
  const sum = (pid: number): number => {
    if (seen.has(pid)) return 0;
    seen.add(pid);
    return (own.get(pid) ?? 0) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child.pid), 0);
  };
  return roots.reduce((total, root) => total + sum(root), 0);
}

export const canMeter = process.platform === 'linux';

/** CPU time of processes and their descendants. Linux only: it reads `/proc`. Resolution: one clock tick per process. */
export class CpuMeter {
  private static millisecondsPerTick: number | undefined;
  private readonly roots: readonly number[];

  constructor(roots: readonly number[]) {
    if (!canMeter) throw new Error('CPU time is read from /proc, which only Linux has.');
    this.roots = roots;
  }

  /** Since their beginning; only differences mean anything. */
  milliseconds(): number {
    CpuMeter.millisecondsPerTick ??= 1000 / Number(execFileSync('getconf', ['CLK_TCK']).toString());
    return ticksOfTrees(this.roots, runningProcesses()) * CpuMeter.millisecondsPerTick;
  }
}

function runningProcesses(): ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      } catch {
        return []; // It has ended in between.
      }
    });
}
