/**
 * The longest that a carrier may take over one message, in milliseconds, before the attempt counts as failed. A relay that
 * takes mail at all answers within a second or two; whoever waits for a passcode should not wait for one that does not.
 */
export const carrierTimeoutMs = 10_000;

/**
 * How long an attempt that has not reported back keeps others from beginning, in milliseconds: longer than any attempt can
 * last, with room for the statements around it, so that a duplicate during a slow send is never sent as well. Whoever takes
 * over a killed worker's message comes 10 to 15 seconds after its last sign of life, and at most seldom has to come again.
 */
export const leaseMs = carrierTimeoutMs + 4_000;

/** In a batch no send begins later than this, in milliseconds after the batch was taken up. */
export const batchBudgetMs = 20_000;

/** The same for a message of a batch, all of which begin at once. */
export const batchLeaseMs = batchBudgetMs + leaseMs;
