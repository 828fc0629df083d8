import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { configurationPage, envExample } from './document.ts';
import { allConfigs, composeOnly, madeByKeys } from './services.ts';
import { variablesOf } from './variables.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every file that is made from the services' configuration schemas, as it should be. */
export async function configurationFiles(): Promise<GeneratedFile[]> {
  const configuration = { variables: variablesOf(allConfigs), composeOnly, madeByKeys };
  const page = fromRoot('docs/configuration.md');
  const style = await resolveConfig(page);
  return [
    { path: fromRoot('.env.example'), text: envExample(configuration) },
    { path: page, text: await format(configurationPage(configuration), { ...style, filepath: page }) },
  ];
}
