import { Problem, RateLimiter, type LimitOutcome } from '@postern/platform';
import { FailedPasswords } from './failed-passwords.js';

/** Counts in memory, and takes a moment to answer as a store does. */
class CountingLimiter extends RateLimiter {
  readonly counts = new Map<string, number>();

  constructor(private readonly points: number) {
    super(undefined as never);
  }

  override async consume(key: string): Promise<LimitOutcome> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    return { allowed: true };
  }

  override async check(key: string): Promise<LimitOutcome> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return (this.counts.get(key) ?? 0) < this.points ? { allowed: true } : { allowed: false, retryAfterSeconds: 60 };
  }
}

describe('FailedPasswords', () => {
  const wrong = async () => {
    throw new Problem('sign_in.rejected');
  };
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'passed',
      (problem: Problem) => problem.code,
    );

  it('S20/S21: 200 parallel guesses at one name from one address look at exactly ten passwords', async () => {
    const watch = new FailedPasswords(new CountingLimiter(10));
    let looked = 0;
    const codes = await Promise.all(
      Array.from({ length: 200 }, () =>
        codeOf(
          watch.watch('192.0.2.1', 'robin', async () => {
            looked++;
            return wrong();
          }),
        ),
      ),
    );
    expect(looked).toBe(10);
    expect(codes.filter((code) => code === 'request.rate_limited')).toHaveLength(190);
  });

  it('refuses the right password too once the count is used up, but only from that address', async () => {
    const watch = new FailedPasswords(new CountingLimiter(1));
    await codeOf(watch.watch('192.0.2.1', 'robin', wrong));
    expect(await codeOf(watch.watch('192.0.2.1', 'robin', async () => 'in'))).toBe('request.rate_limited');
    expect(await codeOf(watch.watch('192.0.2.2', 'robin', async () => 'in'))).toBe('passed');
    expect(await codeOf(watch.watch('192.0.2.1', 'kim', async () => 'in'))).toBe('passed');
  });

  it('takes spellings of one name as one', async () => {
    const limiter = new CountingLimiter(10);
    const watch = new FailedPasswords(limiter);
    for (const name of ['Robin@Example.org', ' robin@example.org ', 'ROBIN@EXAMPLE.ORG']) {
      await codeOf(watch.watch('192.0.2.1', name, wrong));
    }
    expect([...limiter.counts.values()]).toEqual([3]);
  });

  it('counts neither right passwords nor failures of ours, and keeps no names', async () => {
    const limiter = new CountingLimiter(10);
    const watch = new FailedPasswords(limiter);
    await watch.watch('192.0.2.1', 'robin', async () => 'in');
    await codeOf(watch.watch('192.0.2.1', 'robin', async () => Promise.reject(new Problem('service.overloaded'))));
    expect(limiter.counts.size).toBe(0);
    await codeOf(watch.watch('192.0.2.1', 'robin', wrong));
    expect([...limiter.counts.keys()].join()).not.toMatch(/robin|192/);
  });
});
