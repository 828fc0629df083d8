import type { ServiceSchema } from '@postern/platform';
import { DeliveriesV1 } from './migrations/deliveries-v1.js';
import { DeliveriesV2 } from './migrations/deliveries-v2.js';
import { DeliveriesV3 } from './migrations/deliveries-v3.js';

/** Append-only: a change is a new migration at the end, never an edit of one that has been released. */
export const notificationsSchema: ServiceSchema = {
  schema: 'notifications',
  entities: [],
  migrations: [
    { name: '2026-11-21-deliveries', class: DeliveriesV1 },
    { name: '2026-11-21-deliveries-of-accounts', class: DeliveriesV2 },
    { name: '2026-11-23-deliveries-of-batches', class: DeliveriesV3 },
  ],
};
