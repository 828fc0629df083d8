import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configurationPage, envExample } from './document.ts';
import { configurationFiles } from './files.ts';
import { variablesOf } from './variables.ts';

describe('the committed files', () => {
  it('are what the schemas say: if not, run `npm run docs:config`', async () => {
    for (const { path, text } of await configurationFiles()) expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('what is written about a variable', () => {
  const schemas = {
    alpha: z.object({
      PORT: z.coerce.number().default(1).describe('TCP port'),
      NAME: z.string().describe('What it is called'),
      KEY: z.string().describe('Secret'),
    }),
    beta: z.object({
      PORT: z.coerce.number().default(2).describe('TCP port'),
      MODE: z
        .enum(['on', 'off'])
        .transform((mode) => mode === 'on')
        .optional()
        .describe('Whether it runs'),
    }),
  };
  const configuration = {
    variables: variablesOf(schemas),
    composeOnly: { PASSWORD: 'Of the database' },
    madeByKeys: ['KEY'],
  };

  it('in the env file: to fill in if it is required and nothing makes it, else commented out with its default', () => {
    const lines = envExample(configuration).split('\n');
    expect(lines).toEqual(expect.arrayContaining(['#PORT=1', 'NAME=', '#KEY=', '#MODE=', '#PASSWORD=']));
    expect(lines).toContain('# Whether it runs: on, off (beta)');
  });

  it('on the page: one row, with the default of each service where they differ', () => {
    const page = configurationPage(configuration);
    expect(page).toContain('| `PORT` | TCP port | `1` (alpha), `2` (beta) | alpha, beta |');
    expect(page).toContain('| `NAME` | What it is called | required | alpha |');
    expect(page).toContain('| `MODE` | Whether it runs: on, off | none | beta |');
  });

  it('is what most services say, followed by who says something else', () => {
    const url = (description: string) => z.object({ URL: z.string().describe(description) });
    const variables = variablesOf({ alpha: url('Counters'), beta: url('Queues'), gamma: url('Queues') });
    expect(envExample({ ...configuration, variables })).toContain(
      '# Queues; for alpha: Counters (alpha, beta, gamma)\nURL=',
    );
  });

  it('is asked for where the schema says nothing', () => {
    expect(() => variablesOf({ alpha: z.object({ PORT: z.string() }) })).toThrow('PORT of alpha has no description');
  });
});
