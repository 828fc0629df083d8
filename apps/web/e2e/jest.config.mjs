import { leftOut, presetWithHost } from '../../../jest.preset.mjs';

/**
 * What every change need not be tried against, so that all tests take minutes: `THOROUGH=1` runs it too. The pages that these
 * visit, and the journeys through them, are in other files as well.
 */
const thorough = [
  'account-activity',
  'account-by-keyboard',
  'account-export',
  'account-in-spanish',
  'account-preferences',
  'account-trouble',
  'account-trusted-devices',
  'another-person',
  'branding',
  'browser-settings',
  'late-answers',
  'organization-activity',
  'organization-adoption',
  'organization-help-desk',
  'organization-import',
  'organization-invitations',
  'organization-policy',
  'update',
];

/** One browser at a time: two on a small machine wait for each other longer than the tests do. */
export default {
  ...presetWithHost('apps/all-in-one/journeys/installation-host.ts'),
  displayName: 'web-e2e',
  maxWorkers: 1,
  testTimeout: 90_000,
  ...leftOut(...thorough),
};
