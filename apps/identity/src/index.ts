export * from './administration.js';
export * from './config.js';
export * from './demo.js';
export * from './demo-applications.js';
export { seedDemoOrganization } from './demo-organization.js';
export { identitySchema } from './postgres/schema.js';
export * from './start.js';
export { Password } from '@postern/identity-domain';
