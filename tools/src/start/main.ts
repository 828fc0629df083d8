import { Command } from 'commander';
import { Listr, PRESET_TIMER } from 'listr2';
import type { Environments, RunningPostern } from '@postern/all-in-one';
import { startCluster, type Cluster } from '@postern/local-services/postgres';
import { compile } from './compile.ts';
import { DataFolder, type Secrets } from './data-folder.ts';
import { npmParents } from './npm-parents.ts';
import { choosePort } from './port.ts';
import { warmUp } from './warm-up.ts';

interface Progress {
  secrets: Secrets;
  port: number;
  cluster?: Cluster;
  databaseUrl: string;
  queueUrl: string;
  environments: Environments;
  postern: RunningPostern;
}

const { json } = new Command('npm start --')
  .description('Starts Postern on this machine, with everything that it needs.')
  .option('--json', 'print one line of JSON once it is ready, and nothing else')
  .addHelpText(
    'after',
    '\nEnvironment: PORT, POSTERN_DATA, PUBLIC_URL, DATABASE_URL, QUEUE_URL, SMTP_URL, TWILIO_…, LOG_LEVEL (see docs/configuration.md)',
  )
  .parse()
  .opts<{ json?: boolean }>();

const demoAccounts = ['demo-2024', 'demo-new', 'demo-operator', 'demo-admin'];
const folder = new DataFolder();
const progress = {} as Progress;
let stopping: Promise<never> | undefined;

/** Ends everything in the order in which it can be missed, once, whoever asks. */
function stop(code: number): Promise<never> {
  return (stopping ??= (async () => {
    // Whatever hangs must not keep the terminal.
    setTimeout(() => process.exit(1), 15_000).unref();
    await progress.postern?.close();
    await progress.cluster?.stop();
    folder.release();
    process.exit(code);
  })());
}

process.on('SIGINT', () => {
  if (stopping) process.exit(130);
  if (!json) console.log('\nStopping …');
  void stop(0);
});
process.on('SIGTERM', () => void stop(0));
process.on('SIGHUP', () => void stop(0));

// npm ends its shell, not us, when it is told to end, and tells nobody when it is killed.
const parents = npmParents();
setInterval(() => npmParents() === parents || void stop(0), 250).unref();

const running = folder.running();
if (running) {
  console.error(
    `Postern already runs from ${folder.path}, at ${running.url}.\nTo run another one beside it, set POSTERN_DATA to another folder.`,
  );
  process.exit(1);
}

const steps = new Listr<Progress>(
  [
    {
      title: 'Prepare the data folder',
      task: async (context, task) => {
        warmUp(folder.path);
        context.secrets = await folder.secrets();
        context.port = await choosePort();
        folder.claim({ pid: process.pid, url: '', inboxUrl: '' });
        task.title = `Data folder: ${folder.path}`;
      },
    },
    {
      title: 'Get the parts ready',
      task: (_, task) =>
        task.newListr<Progress>(
          [
            { title: 'Compile the services and the web client', task: () => compile() },
            {
              title: 'Start PostgreSQL',
              skip: () => (process.env['DATABASE_URL'] ? 'DATABASE_URL is set: using that database' : false),
              task: async (context) => {
                context.cluster = await startCluster({
                  dataDir: folder.postgres,
                  password: context.secrets.postgresPassword,
                });
                context.cluster.onUnexpectedEnd(() => {
                  if (stopping) return;
                  console.error('PostgreSQL has ended, so Postern ends too. Its data is kept.');
                  void stop(1);
                });
              },
            },
          ],
          { concurrent: true },
        ),
    },
    {
      title: 'Bring the database up to date',
      task: async (context) => {
        context.databaseUrl = process.env['DATABASE_URL'] || (context.cluster as Cluster).url('postgres');
        context.queueUrl = process.env['QUEUE_URL'] || context.databaseUrl;
        const { embeddedEnvironments, migrateAll, seedDemo } = await import('@postern/all-in-one');
        const { keys, demoPassword } = context.secrets;
        context.environments = embeddedEnvironments(keys, { ...context, publicUrl: publicUrl(context) }, process.env);
        await migrateAll(context);
        await seedDemo(context.environments.identity, demoPassword);
      },
    },
    {
      title: 'Start gateway, identity, mfa and notifications',
      task: async (context) => {
        const [{ startAll }, { logTo }] = await Promise.all([
          import('@postern/all-in-one'),
          import('@postern/platform'),
        ]);
        context.postern = await startAll(context.environments, {
          logDestination: logTo(folder.logFile),
        });
      },
    },
  ],
  {
    ctx: progress,
    rendererOptions: { timer: PRESET_TIMER },
    renderer: (json ? 'silent' : process.stdout.isTTY ? 'default' : 'simple') as 'default',
  },
);

const publicUrl = ({ port }: Progress): string => process.env['PUBLIC_URL'] || `http://localhost:${port}`;

function announce(): void {
  const url = publicUrl(progress);
  const inboxUrl = `http://localhost:${progress.port}/dev/inbox`;
  const password = progress.secrets.demoPassword;
  folder.claim({ pid: process.pid, url, inboxUrl });
  if (json) {
    console.log(JSON.stringify({ url, accounts: demoAccounts.map((username) => ({ username, password })), inboxUrl }));
    return;
  }
  console.log(`
Postern is ready.

  Address    ${url}
  Inbox      ${inboxUrl}   (e-mail and text messages end up here)
  API        ${url}/docs
  Logs       ${folder.logFile}

  Demo accounts, all with the password ${password}
    demo-2024       made in 2024: may choose "Not now"
    demo-new        made after the cut-off: must set up a second factor
    demo-operator   runs the installation: applications, accounts, the help desk
    demo-admin      runs Acme Logistics, an organization of 500: turn on MFA for all of them

  Try it: npm run demo (in another terminal). Press Ctrl-C to stop.
`);
}

try {
  await steps.run();
  announce();
} catch (error) {
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error);
    await stop(1);
  }
}
