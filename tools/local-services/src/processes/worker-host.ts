import type { Api, Child } from './child.ts';

interface WithHost {
  posternWorkerHost?: () => Child<never>;
}

/** For the test environment: what spec files find in their global object. */
export function provideWorkerHost(global: object, host: () => Child<never>): void {
  (global as WithHost).posternWorkerHost = host;
}

/** The process that the spec files of this Jest worker share, where the project's Jest configuration names one. */
export function workerHost<Calls extends Api>(): Child<Calls> {
  const host = (globalThis as WithHost).posternWorkerHost;
  if (!host) throw new Error('There is no host: use presetWithHost in jest.config.mjs');
  return host() as unknown as Child<Calls>;
}
