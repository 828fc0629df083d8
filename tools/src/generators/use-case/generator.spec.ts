import { addProjectConfiguration } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
// @ts-expect-error Nx loads generators as they are, so this one is plain JavaScript.
import useCase from './generator.mjs';

describe('the use-case generator', () => {
  const given = () => {
    const tree = createTreeWithEmptyWorkspace();
    addProjectConfiguration(tree, 'mfa-domain', { root: 'libs/mfa', tags: ['type:domain', 'context:mfa'] });
    addProjectConfiguration(tree, 'kernel', { root: 'libs/kernel', tags: ['type:kernel', 'context:shared'] });
    tree.write('libs/mfa/src/index.ts', "export * from './ids.js';\nexport * from './use-cases/verify-email.js';\n");
    return { tree, read: (path: string) => tree.read(path, 'utf8') };
  };

  it('makes the use case and its spec', async () => {
    const { tree, read } = given();
    await useCase(tree, { name: 'RevokeFactor', context: 'mfa' });
    expect(read('libs/mfa/src/use-cases/revoke-factor.ts')).toContain('export class RevokeFactor {');
    expect(read('libs/mfa/src/use-cases/revoke-factor.spec.ts')).toContain(
      "import { RevokeFactor } from './revoke-factor.js';",
    );
  });

  it('exports it from the barrel, in its place', async () => {
    const { tree, read } = given();
    await useCase(tree, { name: 'revoke-factor', context: 'mfa' });
    expect(read('libs/mfa/src/index.ts')?.trim().split('\n')).toEqual([
      "export * from './ids.js';",
      "export * from './use-cases/revoke-factor.js';",
      "export * from './use-cases/verify-email.js';",
    ]);
  });

  it.each([
    [{ name: 'Enroll', context: 'mfa' }, 'is not a verb and an object'],
    [{ name: 'EnrollFactor', context: 'moon' }, 'There is no project in libs/moon'],
    [{ name: 'EnrollFactor', context: 'kernel' }, 'is not a domain library'],
  ])('refuses %o', async (options, reason) => {
    const { tree } = given();
    await expect(useCase(tree, options)).rejects.toThrow(reason);
    expect(tree.listChanges().filter(({ path }) => path.includes('use-cases'))).toEqual([]);
  });

  it('leaves a use case alone that is already there', async () => {
    const { tree, read } = given();
    tree.write('libs/mfa/src/use-cases/verify-email.ts', 'export class VerifyEmail {}\n');
    await expect(useCase(tree, { name: 'VerifyEmail', context: 'mfa' })).rejects.toThrow('is already there');
    expect(read('libs/mfa/src/use-cases/verify-email.ts')).toBe('export class VerifyEmail {}\n');
  });
});
