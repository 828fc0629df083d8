import { UnrenderableMessage } from '@postern/messages';
import { SealBroken } from '@postern/platform';
import { PassingDeliveryError, PermanentDeliveryError } from './courier.js';

/** Anything may be thrown on the way to a carrier; only what is known to be harmless keeps its words (S9). */
export function knownFailure(error: unknown): PermanentDeliveryError | PassingDeliveryError {
  if (error instanceof PermanentDeliveryError || error instanceof PassingDeliveryError) return error;
  if (error instanceof UnrenderableMessage) return new PermanentDeliveryError('message.unrenderable');
  // A key may be missing here only because this worker has not been restarted since it was added.
  if (error instanceof SealBroken) return new PassingDeliveryError('message.seal_broken');
  const { code, name } = error as { code?: unknown; name?: unknown };
  const hint = [code, name].find((word) => typeof word === 'string' && /^\w{1,40}$/u.test(word));
  return new PassingDeliveryError(`unexpected.${String(hint ?? typeof error)}`);
}
