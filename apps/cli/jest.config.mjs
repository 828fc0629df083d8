import { presetWithServices } from '../../jest.preset.mjs';

export default { ...presetWithServices, displayName: 'cli' };
