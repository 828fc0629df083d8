import { jest } from '@jest/globals';
import { RolloutServices } from './rollout-services.js';

/** Eight chunks on their way, a question to identity, the answers to both, and what is told for the audit record. */
const windowOfJobs = 24;
/** `ROLLOUT_MEMBERS=100000` for the large one: see CONTRIBUTING. */
const members = Number(process.env['ROLLOUT_MEMBERS'] ?? 5_000);
const longestMilliseconds = 60_000 + members * 8;
jest.setTimeout(longestMilliseconds + 60_000);

describe(`A rollout to ${members} members`, () => {
  let services: RolloutServices;
  beforeAll(async () => {
    services = await RolloutServices.start();
    await services.populate(members);
    await services.run('mfa');
    await services.run('notifications');
  });
  afterAll(() => services.stop());

  it('reaches each once, with a bounded number of jobs and flat memory', async () => {
    const begun = Date.now();
    const { id } = await services.call('POST');
    let mostJobs = 0;
    let early = Number.NaN;
    for (;;) {
      mostJobs = Math.max(mostJobs, await services.jobs());
      const rollout = await services.call('GET', `/${id}`);
      // Compilers and caches have settled by then.
      if (Number.isNaN(early) && rollout.succeeded > members / 4) {
        early = services.peakMemory('mfa') + services.peakMemory('notifications');
      }
      if (rollout.finishedAt) {
        expect(rollout).toMatchObject({ state: 'complete', members, succeeded: members });
        break;
      }
      if (Date.now() - begun > longestMilliseconds) throw new Error(`it stands at ${JSON.stringify(rollout)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const late = services.peakMemory('mfa') + services.peakMemory('notifications');
    const perSecond = Math.round((members / (Date.now() - begun)) * 1_000);
    console.info(`${perSecond} members/s; ${mostJobs} jobs at most; ${early.toFixed(0)} → ${late.toFixed(0)} MiB`);
    expect(services.sink.accepted).toBe(members);
    expect(mostJobs).toBeLessThanOrEqual(windowOfJobs);
    expect(late / early).toBeLessThan(1.5);
  });
});
