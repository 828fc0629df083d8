import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { canMeter, CpuMeter, parseStat, ticksOfTrees } from './meter.ts';

const stat = (pid: number, name: string, parent: number, ...times: number[]) =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194304 102 0 0 0 ${times.join(' ')} 20 0 1 0 321538 3133440 416`;

describe('parseStat', () => {
  it('adds user and system time, its own and that of ended children', () => {
    expect(parseStat(stat(42, 'postgres', 7, 100, 20, 3, 4))).toEqual({ pid: 42, parent: 7, ticks: 127 });
  });

  it('is not led astray by a name with spaces and parentheses', () => {
    expect(parseStat(stat(42, 'a) R 1 (b', 7, 1, 1, 0, 0))).toEqual({ pid: 42, parent: 7, ticks: 2 });
  });

  it('refuses anything else', () => {
    expect(parseStat('no such process')).toBeUndefined();
  });
});

describe('ticksOfTrees', () => {
  const processes = [
    { pid: 1, parent: 0, ticks: 1000 },
    { pid: 10, parent: 1, ticks: 1 },
    { pid: 11, parent: 10, ticks: 20 },
    { pid: 12, parent: 11, ticks: 300 },
    { pid: 20, parent: 1, ticks: 4000 },
  ];

  it('takes the roots and what is below them, nothing beside them', () => {
    expect(ticksOfTrees([10], processes)).toBe(321);
    expect(ticksOfTrees([10, 20], processes)).toBe(4321);
  });

  it('counts nobody twice, and nothing for those who are gone', () => {
    expect(ticksOfTrees([10, 11, 99], processes)).toBe(321);
  });
});

(canMeter ? describe : describe.skip)('CpuMeter', () => {
  it('sees the work of a grandchild, also once it has ended', async () => {
    // The shell waits for its child and then for us.
    const burn = `${process.execPath} -e 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);'`;
    const child = spawn('sh', ['-c', `read go; ${burn}; echo done; read stop`], { stdio: ['pipe', 'pipe', 'inherit'] });
    const meter = new CpuMeter([child.pid as number]);
    const before = meter.milliseconds();
    child.stdin.write('go\n');
    await once(child.stdout, 'data');
    const used = meter.milliseconds() - before;
    child.stdin.end('stop\n');
    await once(child, 'exit');
    expect(used).toBeGreaterThanOrEqual(280);
    expect(used).toBeLessThan(2_000);
  });
});
