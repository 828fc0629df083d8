import { z } from 'zod';

/** Body of a call that takes no fields: any that comes is refused by name. */
export const nothing = z.strictObject({});
