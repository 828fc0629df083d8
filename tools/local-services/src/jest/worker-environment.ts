import { TestEnvironment } from 'jest-environment-node';
import { Child } from '../processes/child.ts';
import { fromSources } from '../processes/from-sources.ts';
import { provideWorkerHost } from '../processes/worker-host.ts';

let host: Child<never> | undefined;

/**
 * Gives the spec files of one Jest worker a process that all of them share, one after the other: what takes long to load is loaded
 * once. Jest loads this module once for each worker too. `testEnvironmentOptions.host` is the script, run from its sources when a
 * spec file first asks for it.
 */
export default class WorkerEnvironment extends TestEnvironment {
  constructor(...given: ConstructorParameters<typeof TestEnvironment>) {
    super(...given);
    const script = given[0].projectConfig.testEnvironmentOptions['host'] as string;
    provideWorkerHost(this.global, () => {
      if (!host || host.ended) {
        host = new Child(script, {}, [...fromSources, '--enable-source-maps']);
        host.unref();
      }
      return host;
    });
  }
}
