import { leftOut, presetWithHost } from '../../jest.preset.mjs';

export default {
  ...presetWithHost('apps/all-in-one/journeys/installation-host.ts'),
  ...leftOut('rollout-faults', 'rollout-scale'),
  displayName: 'all-in-one',
};
