import Table from 'cli-table3';
import { Command } from 'commander';
import { hit, sourceOf } from './http.ts';
import type { Laboratory } from './laboratory.ts';
import { addAccounts, password, type Person } from './population.ts';
import { addOrganization, RolloutClient, type RolloutView } from './rollout-client.ts';
import { RolloutWatch } from './rollout-watch.ts';
import { inLaboratory, positive, say } from './session.ts';

interface Figures {
  members: number;
  wallSeconds: number;
  bareMicroseconds: number;
  enforcedMilliseconds: number;
  peakMebibytes: number;
  mostJobs: number;
  signInBefore: number;
  signInDuring: number;
}

interface Options {
  members: number;
  full?: true;
  backend: 'postgres' | 'redis';
}

export const rolloutCommand = new Command('rollout')
  .description(
    'Measures MFA for everyone in an organization, against as many bare pooled sends, and against a tenth of it.',
  )
  .option('--members <number>', 'members of the organization', positive, 100_000)
  .option('--full', '1,000,000 members against 100,000')
  .option('--backend <name>', 'where the queues live: postgres or redis', 'postgres')
  .action(measureRollout);

async function measureRollout({ members, full, backend }: Options): Promise<void> {
  const sizes = full ? [100_000, 1_000_000] : [Math.ceil(members / 10), members];
  const figures: Figures[] = [];
  // Each in an installation of its own: what a process has used once, it keeps.
  for (const size of sizes) {
    say(`\n${size} members: starting PostgreSQL, the installation, the references and an SMTP sink …`);
    const store = backend === 'redis' ? 'Redis' : 'PostgreSQL';
    await inLaboratory(store, [], async (laboratory) => void figures.push(await measure(laboratory, size)));
  }
  report(figures as [Figures, Figures]);
}

async function measure(laboratory: Laboratory, members: number): Promise<Figures> {
  const { database, references, sink, smtpUrl } = laboratory;
  await sink.call('keep', false);
  const organization = await addOrganization(database, members);
  const people = await addAccounts(database, 'foreground', 50);
  const signIns = new SignIns(laboratory, people);
  await signIns.during(() => pause(5));
  const signInBefore = await signIns.during(() => pause(20));
  await references.call('sendPlain', { smtpUrl, count: 500 });
  const bareMicroseconds = await references.call('sendPlain', { smtpUrl, count: 3_000 });

  const client = await RolloutClient.create(laboratory, organization);
  const watch = await RolloutWatch.start(laboratory);
  const begun = performance.now();
  const { id } = await client.begin();
  let enforcedMilliseconds = 0;
  let over: RolloutView | undefined;
  const signInDuring = await signIns.during(async () => {
    enforcedMilliseconds = await client.enforced(begun);
    while (!over) {
      await watch.look();
      const rollout = await client.show(id);
      if (rollout.finishedAt) over = rollout;
      else await pause(0.2);
    }
  });
  const wallSeconds = (performance.now() - begun) / 1_000;
  const { peakMebibytes, mostJobs } = await watch.end();
  if (over?.state !== 'complete' || over.succeeded !== members) throw new Error(`it ended as ${JSON.stringify(over)}`);
  return {
    ...{ members, wallSeconds, bareMicroseconds, enforcedMilliseconds, peakMebibytes, mostJobs },
    ...{ signInBefore, signInDuring },
  };
}

/** Password sign-ins, two a second, as if nothing else were going on. */
class SignIns {
  private count = 0;
  private readonly laboratory: Laboratory;
  private readonly people: readonly Person[];

  constructor(laboratory: Laboratory, people: readonly Person[]) {
    this.laboratory = laboratory;
    this.people = people;
  }

  /** @returns the 99th percentile of their times meanwhile, in milliseconds. */
  async during(work: () => Promise<unknown>): Promise<number> {
    const times: number[] = [];
    const underWay = new Set<Promise<unknown>>();
    const timer = setInterval(() => {
      const one = this.signIn().then((time) => times.push(time));
      underWay.add(one);
      void one.finally(() => underWay.delete(one));
    }, 500);
    try {
      await work();
    } finally {
      clearInterval(timer);
      await Promise.all(underWay);
    }
    const sorted = times.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.NaN;
  }

  private async signIn(): Promise<number> {
    const number = this.count++;
    const { username } = this.people[number % this.people.length] as Person;
    const begun = performance.now();
    await hit(this.laboratory.gateway, {
      method: 'POST',
      path: '/v1/sign-ins',
      headers: sourceOf(number % 5_000),
      body: { identifier: username, password, client: 'native' },
    });
    return performance.now() - begun;
  }
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

function report([small, large]: [Figures, Figures]): void {
  const table = new Table({
    head: ['', 'what', `${small.members} members`, `${large.members} members`, 'ratio', 'gate', 'verdict'],
    style: { head: [], border: [] },
  });
  const row = (id: string, what: string, read: (figures: Figures) => string, ratio?: number, gate?: number) =>
    table.push([
      id,
      what,
      read(small),
      read(large),
      ratio === undefined ? '' : ratio.toFixed(2),
      gate === undefined ? '' : `≤ ${gate.toFixed(2)}`,
      ratio === undefined || gate === undefined ? '' : ratio <= gate ? 'gate held' : 'missed',
    ]);
  const perMember = ({ wallSeconds, members }: Figures) => (wallSeconds / members) * 1_000_000;
  const against = perMember(large) / large.bareMicroseconds;
  row('P10', 'wall ÷ (members × bare pooled send)', (figures) => `${figures.wallSeconds.toFixed(1)} s`, against, 1.5);
  row('', 'reference: one bare pooled send', ({ bareMicroseconds }) => `${bareMicroseconds.toFixed(0)} µs`);
  const enforced = large.enforcedMilliseconds / small.enforcedMilliseconds;
  row('P10', 'time until enforced', (figures) => `${figures.enforcedMilliseconds.toFixed(0)} ms`, enforced, 1.2);
  const memory = large.peakMebibytes / small.peakMebibytes;
  row('P11', 'peak RSS of the installation', (figures) => `${figures.peakMebibytes.toFixed(0)} MiB`, memory, 1.2);
  row('P11', 'most jobs in the queue store', ({ mostJobs }) => String(mostJobs), large.mostJobs / small.mostJobs);
  row('', 'sign-in p99 before', ({ signInBefore }) => `${signInBefore.toFixed(0)} ms`);
  row(
    '',
    'sign-in p99 during',
    ({ signInDuring }) => `${signInDuring.toFixed(0)} ms`,
    large.signInDuring / large.signInBefore,
  );
  console.log(table.toString());
}
