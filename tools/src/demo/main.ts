import { Command } from 'commander';
import { Listr } from 'listr2';
import { DataFolder } from '../start/data-folder.ts';
import { chapters } from './chapters/index.ts';

const options = new Command('npm run demo --')
  .description('Walks everything that people do with an account, on the running installation, and prints each step.')
  .option('--url <url>', 'address of the installation; the one that runs from this folder unless given')
  .option('--password <password>', 'password of the demo account demo-2024; taken from the data folder unless given')
  .parse()
  .opts<{ url?: string; password?: string }>();

const folder = new DataFolder();
const url = options.url ?? folder.running()?.url;
if (!url) {
  console.error('Postern does not run from this folder. Start it with npm start in another terminal, or give --url.');
  process.exit(1);
}

const testing = await import('@postern/all-in-one/testing');
const client = new testing.Client(url);
const password = options.password ?? (options.url ? undefined : (await folder.secrets()).demoPassword);

const story = new Listr(
  chapters({
    testing,
    client,
    url,
    demoPassword: password,
    isHere: !options.url,
    someone: (account) => new testing.Person(client, account),
  }).map(({ title, scenes }) => ({
    title,
    task: (_: unknown, chapter: { newListr: (tasks: object[]) => Listr }) =>
      chapter.newListr(
        scenes.map(({ says, happens }) => ({
          title: says,
          task: async (__: unknown, scene: { title: string }) => {
            scene.title = `${says} → ${await happens()}`;
          },
        })),
      ),
  })) as never,
  { renderer: 'simple', rendererOptions: { collapseSubtasks: false } as never },
);

try {
  await story.run();
  console.log(`\nEverything worked, at ${url}. Read the messages: ${url}/dev/inbox`);
} catch (error) {
  console.error(`\nIt stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
