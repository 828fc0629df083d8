import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint, type Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const boundaries = '@nx/enforce-module-boundaries';

/** The configuration in use, without the rules that ask the type checker: they take long and say nothing of imports. */
const eslintWith = (override: Linter.Config = {}): ESLint =>
  new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked as Linter.Config, override] });

const eslint = eslintWith();

/** What ESLint would say if a file of the workspace held this text. */
async function lint(path: string, text: string, by = eslint): Promise<string[]> {
  const [result] = await by.lintText(text, { filePath: `${root}${path}` });
  return (result?.messages ?? []).filter(({ severity }) => severity === 2).map((m) => `${m.ruleId}: ${m.message}`);
}

const imports = (name: string): string => `import * as it from '${name}';\n\nexport const used = it;\n`;

beforeAll(async () => {
  // The rule reads the graph from Nx's cache, and looks away where there is none.
  process.env['NX_DAEMON'] = 'false';
  await createProjectGraphAsync();
});

describe('a forbidden import fails the lint', () => {
  it.each([
    ['the inside takes an npm package', 'libs/mfa/src/factor/factor.ts', 'zod', boundaries],
    ['the inside takes a package that the root declares', 'libs/mfa/src/factor/factor.ts', 'commander', boundaries],
    ['the inside takes node:crypto', 'libs/mfa/src/factor/factor.ts', 'node:crypto', 'no-restricted-imports'],
    [
      'the inside takes crypto without its prefix',
      'libs/identity/src/account/account.ts',
      'crypto',
      'no-restricted-imports',
    ],
    [
      'the inside takes a folder of a module of Node',
      'libs/kernel/src/clock.ts',
      'fs/promises',
      'no-restricted-imports',
    ],
    ['the inside takes the platform', 'libs/mfa/src/factor/factor.ts', '@postern/platform', boundaries],
    ['the inside takes the contracts', 'libs/identity/src/account/account.ts', '@postern/contracts', boundaries],
    ['the kernel takes anything of ours', 'libs/kernel/src/clock.ts', '@postern/contracts', boundaries],
    ['the contracts take another package than zod', 'libs/contracts/src/problems.ts', 'handlebars', boundaries],
    ['the messages take another package than handlebars', 'libs/messages/src/render.ts', 'zod', boundaries],
    ['the messages take the platform', 'libs/messages/src/render.ts', '@postern/platform', boundaries],
    ['the platform takes a domain', 'libs/platform/src/http/problem.ts', '@postern/mfa-domain', boundaries],
    ['the platform takes a package outside its list', 'libs/platform/src/http/problem.ts', 'twilio', boundaries],
    ['one context takes the domain of another', 'apps/mfa/src/config.ts', '@postern/identity-domain', boundaries],
    ['one service takes another', 'apps/identity/src/config.ts', '@postern/mfa', boundaries],
    ['the messages go to another service', 'apps/identity/src/config.ts', '@postern/messages', boundaries],
    ['the edge takes a domain', 'apps/gateway/src/config.ts', '@postern/identity-domain', boundaries],
    ['a service takes a package that it does not declare', 'apps/identity/src/config.ts', 'twilio', boundaries],
    ['a service takes the tools', 'apps/identity/src/config.ts', '@postern/tools', boundaries],
    ['a service takes the command line', 'apps/identity/src/config.ts', '@postern/cli/config', boundaries],
    ['the command line takes a domain', 'apps/cli/src/config.ts', '@postern/identity-domain', boundaries],
    ['the command line takes the tools', 'apps/cli/src/config.ts', '@postern/tools', boundaries],
    ['the web client takes the platform', 'apps/web/src/main.tsx', '@postern/platform', boundaries],
    ['the web client takes the kernel', 'apps/web/src/main.tsx', '@postern/kernel', boundaries],
    [
      'the web client takes the schemas of the contracts, not only their types',
      'apps/web/src/main.tsx',
      '@postern/contracts',
      '@typescript-eslint/no-restricted-imports',
    ],
    ['the web client takes a package that it does not declare', 'apps/web/src/main.tsx', 'zod', boundaries],
    ['a path leads around the barrel', 'apps/mfa/src/config.ts', '../../../libs/mfa/src/index.js', boundaries],
    ['product code takes test helpers', 'apps/mfa/src/config.ts', '@postern/platform/testing', 'no-restricted-imports'],
    [
      'product code takes test helpers beside it',
      'libs/mfa/src/factor/factor.ts',
      '../testing/index.js',
      'no-restricted-imports',
    ],
    [
      'product code takes the stand-ins',
      'apps/identity/src/config.ts',
      '@postern/local-services/smtp-sink',
      'no-restricted-imports',
    ],
  ])('%s: %s imports %s', async (_, path, name, rule) => {
    expect(await lint(path, imports(name))).toContainEqual(expect.stringContaining(`${rule}: `));
  });

  it('the inside uses what Node puts into the air', async () => {
    const text = "export const used = Buffer.from('a');\n";
    expect(await lint('libs/mfa/src/factor/factor.ts', text)).toContainEqual(
      expect.stringContaining('no-restricted-globals'),
    );
  });
});

describe('a permitted import passes', () => {
  it.each([
    ['libs/mfa/src/factor/factor.ts', '@postern/kernel'],
    ['libs/contracts/src/problems.ts', 'zod'],
    ['apps/mfa/src/config.ts', '@postern/mfa-domain'],
    ['apps/mfa/src/config.ts', '@postern/platform'],
    ['apps/identity/src/config.ts', 'node:crypto'],
    ['apps/cli/src/config.ts', '@postern/identity/config'],
    ['tools/src/keys/main.ts', '@postern/cli/keys'],
    ['libs/mfa/src/factor/masking.spec.ts', 'fast-check'],
  ])('%s imports %s', async (path, name) => {
    expect(await lint(path, imports(name))).toEqual([]);
  });
});

describe('tags', () => {
  interface Options {
    depConstraints: { sourceTag: string }[];
  }

  const ruleOptions = async (): Promise<Options> => {
    const config = (await eslint.calculateConfigForFile(`${root}libs/mfa/src/index.ts`)) as {
      rules: Record<string, [unknown, Options]>;
    };
    return (config.rules[boundaries] as [unknown, Options])[1];
  };

  it('every project has one type and one context, and a constraint names each', async () => {
    const known = (await ruleOptions()).depConstraints.map(({ sourceTag }) => sourceTag);
    expect(known).not.toContain('*');
    const { nodes } = await createProjectGraphAsync();
    for (const { name, data } of Object.values(nodes)) {
      const tags = data.tags?.filter((tag) => !tag.startsWith('npm:')) ?? [];
      expect([name, tags.filter((tag) => !known.includes(tag))]).toEqual([name, []]);
      expect([name, tags.map((tag) => tag.split(':')[0]).sort()]).toEqual([name, ['context', 'type']]);
    }
  });

  it('a project whose tags no constraint names may import none of the others', async () => {
    const options = await ruleOptions();
    const depConstraints = options.depConstraints.filter(
      ({ sourceTag }) => !['type:domain', 'context:mfa'].includes(sourceTag),
    );
    const forgetful = eslintWith({ rules: { [boundaries]: ['error', { ...options, depConstraints }] } });
    expect(await lint('libs/mfa/src/factor/factor.ts', imports('@postern/kernel'), forgetful)).toEqual([
      `${boundaries}: A project without tags matching at least one constraint cannot depend on any libraries`,
    ]);
  });
});
