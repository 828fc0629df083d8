import { leftOut, presetWithServices } from '../../jest.preset.mjs';

export default { ...presetWithServices, ...leftOut('killed-imports'), displayName: 'identity' };
