import { presetWithServices } from '../../../jest.preset.mjs';

/** One browser at a time: two on a small machine wait for each other longer than the tests do. */
export default { ...presetWithServices, displayName: 'web-e2e', maxWorkers: 1, testTimeout: 90_000 };
