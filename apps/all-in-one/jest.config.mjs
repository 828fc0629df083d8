import { presetWithServices } from '../../jest.preset.mjs';

export default { ...presetWithServices, displayName: 'all-in-one' };
