import { RedisServer } from '@postern/local-services/redis';
import { serve } from '@postern/local-services/child';

/** A child process that holds a Redis and ends it when we end, however we end. */
let redis: RedisServer | undefined;

const calls = {
  async start(): Promise<{ url: string; pid: number }> {
    redis = await RedisServer.start();
    const { url, pid } = redis;
    return { url, pid };
  },
};

export type RedisCalls = typeof calls;

serve(calls, async () => redis?.stop());
