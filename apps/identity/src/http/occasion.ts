import type { Occasion } from '@postern/identity-domain';
import type { Clock } from '@postern/kernel';
import type { Caller } from '@postern/platform';
import { originOf } from './origin.js';

/** Now, from where the gateway says that the person is. */
export const occasionOf = (caller: Caller, clock: Clock): Occasion => ({ ...originOf(caller), at: clock.now() });
