export * from './test-database.js';
export * from './test-keys.js';
export * from './eventually.js';
