import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import type { DeliveryList } from '@postern/contracts';
import { z } from 'zod';
import { Deliveries } from '../delivery/deliveries.js';
import { serviceToken } from './service-token.js';

const deliveriesQuery = z.strictObject({
  accountId: z.uuid(),
  /** The newest so many; absent: as many as an export takes. */
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
});

/** What was sent to somebody, for the help desk and for the export of all that is held about them. For holders of a service token only. */
@Controller('internal/deliveries')
@UseGuards(serviceToken.guard)
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  /** Newest first. Accounts that nothing was sent to, or that nobody knows, have an empty list. */
  @Get()
  @Header('cache-control', 'no-store')
  async list(
    @Query({ schema: deliveriesQuery }) { accountId, limit }: z.infer<typeof deliveriesQuery>,
  ): Promise<DeliveryList> {
    const deliveries = await this.deliveries.of(accountId, limit);
    return {
      deliveries: deliveries.map(({ queuedAt, sentAt, ...delivery }) => ({
        ...delivery,
        queuedAt: queuedAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
      })),
    };
  }
}
