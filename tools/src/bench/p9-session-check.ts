import { cpuPerOperation, type Comparison, type Question } from './comparison.ts';
import type { Experiment, Measurement } from './experiment.ts';
import { hit } from './http.ts';
import { run } from './load.ts';
import type { HeldSession } from './population.ts';

const inFlight = 8;

/** P9: a session check at the gateway against a bare reply with a bare select by primary key in it. */
function sessionCheck(what: string, count: number, marks: Pick<Question, 'gate' | 'goal'>): Measurement {
  return async (experiment: Experiment): Promise<Comparison> => {
    const { laboratory, seconds } = experiment;
    const sessions = (await experiment.sessions()).slice(0, count);
    const at = (number: number) => sessions[number % sessions.length] as HeldSession;
    return {
      questions: [{ id: 'P9', what, unit: 'ms CPU', read: cpuPerOperation, wants: 'less', ...marks }],
      product: () =>
        laboratory.product({
          work: () =>
            run({ inFlight, seconds }, (number) =>
              hit(laboratory.gateway, {
                method: 'GET',
                path: '/v1/session',
                headers: { authorization: `Bearer ${at(number).token}` },
              }),
            ),
        }),
      reference: () =>
        laboratory.reference({
          work: () =>
            run({ inFlight, seconds }, (number) =>
              hit(laboratory.bareServer, { method: 'GET', path: `/sessions/${at(number).id}` }),
            ),
        }),
    };
  };
}

const marks = { gate: 2.0, goal: 1.0 };

export const hotSessionCheck = sessionCheck('session check, the same session', 1, marks);
export const sessionChecks = sessionCheck('session check, 1,000 sessions in turn', 1_000, marks);
/** More than are checked in a second, so that the gateway remembers none of them. Told, and not judged: few checks are first ones. */
export const newSessionChecks = sessionCheck('session check, asked for the first time', Infinity, {});
