export * from './config.js';
export { notificationsSchema } from './postgres/schema.js';
export * from './start.js';
