import { presetWithServices } from '../../jest.preset.mjs';

// Each step of a test is a process of its own.
export default { ...presetWithServices, displayName: 'cli', testTimeout: 90_000 };
