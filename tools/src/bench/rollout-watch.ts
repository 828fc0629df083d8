import { readFileSync } from 'node:fs';
import type { Queue } from 'bullmq';
import type { Laboratory } from './laboratory.ts';

const states = ['waiting', 'active', 'delayed', 'prioritized'] as const;

/** How much memory the installation takes and how many jobs lie in the queue store, at most, while it is looked at. */
export class RolloutWatch {
  private peakMebibytes = 0;
  private mostJobs = 0;
  private readonly pid: number;
  private readonly queues: readonly Queue[];
  private readonly close: () => Promise<void>;

  private constructor(pid: number, queues: readonly Queue[], close: () => Promise<void>) {
    this.pid = pid;
    this.queues = queues;
    this.close = close;
  }

  static async start({ installation, queueUrl }: Laboratory): Promise<RolloutWatch> {
    const { Redacted } = await import('@postern/kernel');
    const { openQueueConnection } = await import('@postern/platform');
    const { Queue } = await import('bullmq');
    const { connection, close } = openQueueConnection(new Redacted(queueUrl));
    const queues = ['identity', 'mfa', 'notifications'].map((name) => new Queue(name, { connection }));
    return new RolloutWatch(installation.pid, queues, close);
  }

  async look(): Promise<void> {
    // Of the resident set (proc_pid_status(5)).
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    this.peakMebibytes = Math.max(this.peakMebibytes, Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
    const counts = await Promise.all(this.queues.map((queue) => queue.getJobCounts(...states)));
    const jobs = counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0);
    this.mostJobs = Math.max(this.mostJobs, jobs);
  }

  async end(): Promise<{ peakMebibytes: number; mostJobs: number }> {
    await this.look();
    await Promise.all(this.queues.map((queue) => queue.close()));
    await this.close();
    return { peakMebibytes: this.peakMebibytes, mostJobs: this.mostJobs };
  }
}
