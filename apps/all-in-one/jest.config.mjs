import { leftOut, presetWithServices } from '../../jest.preset.mjs';

export default { ...presetWithServices, ...leftOut('rollout-faults', 'rollout-scale'), displayName: 'all-in-one' };
