export * from './config.js';
export { mfaSchema } from './postgres/schema.js';
export * from './start.js';
