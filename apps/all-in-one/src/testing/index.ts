export * from './account-life.js';
export * from './browser.js';
export * from './client.js';
export * from './inbox.js';
export * from './organizations.js';
export * from './person.js';
export * from './visitor.js';
