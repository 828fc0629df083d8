import { fileURLToPath } from 'node:url';

const fromRoot = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Shared by every project: native ESM through SWC, and the same export condition that TypeScript uses,
 * so that tests run on the sources of the other projects and never on a stale build.
 */
export const preset = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@postern/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  // Sources are imported by the name that they will have once compiled. Packages ship `x.json.js` files: left alone.
  moduleNameMapper: { '^(\\.{1,2}/(?!.*\\.json\\.js$).*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { configFile: fromRoot('.swcrc') }] },
  testMatch: ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  maxWorkers: 2,
  testTimeout: 30_000,
  reporters: ['default', fromRoot('tools/src/testing/closing-line.reporter.mjs')],
};

/** For projects whose tests need a real PostgreSQL (and, where there is one, a real Redis). */
export const presetWithServices = {
  ...preset,
  globalSetup: fromRoot('tools/local-services/src/jest/set-up.ts'),
  globalTeardown: fromRoot('tools/local-services/src/jest/tear-down.ts'),
};

/** For projects whose spec files share a process for each Jest worker: `workerHost()` there reaches the script. */
export const presetWithHost = (host) => ({
  ...presetWithServices,
  testEnvironment: fromRoot('tools/local-services/src/jest/worker-environment.ts'),
  testEnvironmentOptions: { ...preset.testEnvironmentOptions, host: fromRoot(host) },
});

/** What takes minutes, and runs with `THOROUGH=1` only: names of files, without their endings. */
export const leftOut = (...names) => ({
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.THOROUGH ? [] : names.map((name) => `/${name}\\.(e2e|int)-spec`)),
  ],
});
