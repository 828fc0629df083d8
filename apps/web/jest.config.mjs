import { preset } from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'web',
  modulePathIgnorePatterns: [...preset.modulePathIgnorePatterns, '<rootDir>/e2e'],
};
