import { Command } from 'commander';
import { Listr } from 'listr2';
import { DataFolder } from '../start/data-folder.ts';
import { chapters } from './chapters.ts';

const options = new Command('npm run demo --')
  .description('Walks the main journey against the running installation and prints each step.')
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

const { Client, Person } = await import('@postern/all-in-one/testing');
const password = options.password ?? (options.url ? undefined : (await folder.secrets()).demoPassword);

const story = new Listr(
  chapters(Person, new Client(url), password).map(({ title, scenes }) => ({
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
  console.log(`\nThe whole journey worked, at ${url}. Read the messages: ${url}/dev/inbox`);
} catch (error) {
  console.error(`\nThe journey stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
