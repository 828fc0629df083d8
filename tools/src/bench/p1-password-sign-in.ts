import { availableParallelism } from 'node:os';
import { cpuPerOperation, perSecond, type Comparison, type Question } from './comparison.ts';
import { hit, sourceOf } from './http.ts';
import { run, type Load } from './load.ts';
import type { Experiment } from './experiment.ts';
import { password, passwordHash, type Person } from './population.ts';

const cores = availableParallelism();
const saturating = 4 * cores;

/** How many verifies run at once is what the reference varies with: more of them share the memory's bandwidth. */
const verifies = async (
  { laboratory }: Experiment,
  load: { inFlight: number; seconds: number },
): Promise<Comparison['reference']> => {
  const hash = await passwordHash();
  return () => laboratory.reference({ work: () => laboratory.references.call('verify', { ...load, hash, password }) });
};

const signIns =
  ({ laboratory }: Experiment, people: readonly Person[], load: Load): Comparison['product'] =>
  () =>
    laboratory.product({
      work: () =>
        run(load, (number) => {
          const { username } = people[number % people.length] as Person;
          return hit(laboratory.gateway, {
            method: 'POST',
            path: '/v1/sign-ins',
            headers: sourceOf(number % 5_000),
            body: { identifier: username, password, client: 'native' },
          });
        }),
    });

const cost = (what: string): Question => ({
  id: 'P1',
  what,
  unit: 'ms CPU',
  read: cpuPerOperation,
  wants: 'less',
  gate: 1.2,
  goal: 1.1,
});

/** P1: the CPU time of a password sign-in against that of the bare argon2id verify in it. */
export async function passwordSignIn(experiment: Experiment): Promise<Comparison> {
  const load = { inFlight: 1, seconds: experiment.seconds };
  return {
    questions: [cost('password sign-in, one at a time')],
    // What waits for argon2 runs seldom: it takes many sign-ins until all of it is compiled.
    warmUp: signIns(experiment, await experiment.plainPeople(), { inFlight: saturating, times: 1_500 }),
    product: signIns(experiment, await experiment.plainPeople(), load),
    reference: await verifies(experiment, load),
  };
}

/** P1 and P2 at saturation. The load generator shares the cores with what it loads; nothing is subtracted for that. */
export async function signInCapacity(experiment: Experiment): Promise<Comparison> {
  const { seconds } = experiment;
  const capacity: Question = {
    id: 'P2',
    what: `sign-ins per second against bare verifies, ${cores} at a time`,
    unit: '/s',
    read: perSecond,
    wants: 'more',
    gate: 0.8,
    goal: 0.9,
  };
  return {
    questions: [cost('password sign-in, at saturation'), capacity],
    product: signIns(experiment, await experiment.plainPeople(), { inFlight: saturating, seconds }),
    reference: await verifies(experiment, { inFlight: cores, seconds }),
  };
}

/** The same for people who have an authenticator app: the sign-in goes as far as the question for its code. */
export async function enrolledSignIn(experiment: Experiment): Promise<Comparison> {
  const { seconds } = experiment;
  const { gate: _gate, goal: _goal, ...question } = cost('password sign-in with a second factor, at saturation');
  return {
    questions: [question],
    product: signIns(experiment, await experiment.enrolledPeople('totp'), { inFlight: saturating, seconds }),
    reference: await verifies(experiment, { inFlight: cores, seconds }),
  };
}
