import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { compare, type Answer } from './comparison.ts';
import { Experiment, type Measurement } from './experiment.ts';
import type { Backend } from './laboratory.ts';
import { enrolledSignIn, passwordSignIn, signInCapacity } from './p1-password-sign-in.ts';
import { codeDelay, codeDelivered } from './p5-code-delivered.ts';
import { codeAnswered } from './p7-code-answered.ts';
import { totpAnswered } from './p8-totp-answered.ts';
import { hotSessionCheck, newSessionChecks, sessionChecks } from './p9-session-check.ts';
import { hasRedis } from '@postern/local-services/redis';
import { inLaboratory, positive, say } from './session.ts';
import { tableOf } from './table.ts';

interface Part {
  answers: string[];
  measurement: Measurement;
  /** Touches neither queues nor limits, so that once is enough. */
  once?: boolean;
}

/** Sign-ins last: they are slow, and the rest has compiled half of their way by then. */
const parts: Part[] = [
  { answers: ['P9'], measurement: hotSessionCheck, once: true },
  { answers: ['P9'], measurement: sessionChecks, once: true },
  { answers: ['P9'], measurement: newSessionChecks, once: true },
  { answers: ['P5'], measurement: codeDelivered },
  { answers: ['P6'], measurement: codeDelay },
  { answers: ['P7'], measurement: codeAnswered },
  { answers: ['P8'], measurement: totpAnswered },
  { answers: ['P1'], measurement: passwordSignIn },
  { answers: ['P1', 'P2'], measurement: signInCapacity },
  { answers: ['P1'], measurement: enrolledSignIn },
];
const known = [...new Set(parts.flatMap(({ answers }) => answers))].toSorted();

interface Options {
  only: string[];
  seconds: number;
  rounds: number;
  backend: string;
  profile?: string;
}

export const servicesCommand = new Command('services')
  .description('Measures what Postern costs, each time against the same work done with bare means in the same run.')
  .option('--only <ids>', `measure only these, of ${known.join(',')}`, list, known)
  .option('--seconds <number>', 'length of one stretch of work', positive, 1)
  .option('--rounds <number>', 'times that product and reference take turns', positive, 3)
  .addOption(
    new Option('--backend <name>', 'where the queues live').choices(['postgres', 'redis', 'both']).default('both'),
  )
  .addOption(new Option('--profile <folder>', "write CPU profiles of the installation there, for Node's own tools"))
  .action(measureServices);

function list(text: string): string[] {
  const ids = text.toUpperCase().split(',');
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw new InvalidArgumentError(`There is no ${unknown.join(', ')}.`);
  return ids;
}

type BackendAnswer = Answer & { backend: Backend };

function measureOn(backend: Backend, wanted: readonly Part[], options: Options): Promise<BackendAnswer[]> {
  say(`\nQueues on ${backend}: starting PostgreSQL, the installation, the references and an SMTP sink …`);
  const nodeOptions = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
  return inLaboratory(backend, nodeOptions, async (laboratory) => {
    const experiment = new Experiment(laboratory, options.seconds);
    const answers: BackendAnswer[] = [];
    for (const { measurement } of wanted) {
      for (const answer of await compare(await measurement(experiment), options.rounds, say)) {
        say(`${answer.id} ${answer.what}: ${answer.ratio.toFixed(2)}, ${answer.verdict}`);
        answers.push({ ...answer, backend });
      }
    }
    return answers;
  });
}

function backends(backend: string): Backend[] {
  const redis = hasRedis();
  if (backend === 'redis' && !redis) throw new Error('redis-server is not on the PATH.');
  if (backend === 'both' && !redis) say('redis-server is not on the PATH: measuring with PostgreSQL alone.');
  return [
    ...(backend === 'redis' ? [] : ['PostgreSQL' as const]),
    ...(backend === 'postgres' || !redis ? [] : ['Redis' as const]),
  ];
}

async function measureServices(options: Options): Promise<void> {
  const answers: BackendAnswer[] = [];
  const asked = parts.filter((part) => part.answers.some((id) => options.only.includes(id)));
  for (const [index, backend] of backends(options.backend).entries()) {
    const wanted = asked.filter(({ once }) => index === 0 || !once);
    if (wanted.length > 0) answers.push(...(await measureOn(backend, wanted, options)));
  }
  console.log(tableOf(answers.toSorted((a, b) => a.id.localeCompare(b.id))));
  console.log(
    `CPU is that of all processes of the installation, PostgreSQL and Redis. ${availableParallelism()} cores, shared with the ` +
      'load generator and the SMTP sink, whose time is not counted and not subtracted. Ratio: median of the rounds (smallest–largest).',
  );
}
