export { gatewayConfig, type GatewayConfig } from './config.js';
export { gatewaySchema } from './postgres/schema.js';
export * from './start.js';
