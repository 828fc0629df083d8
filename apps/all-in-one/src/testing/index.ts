export * from './client.js';
export * from './person.js';
