import { Courier, PermanentDeliveryError } from '../delivery/courier.js';

/** Stands in for a channel that this installation does not have; its messages become dead letters, plain to see. */
export class DisabledCourier extends Courier {
  async deliver(): Promise<never> {
    throw new PermanentDeliveryError('channel.disabled');
  }
}
