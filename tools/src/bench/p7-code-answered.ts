import { cpuPerOperation, type Comparison } from './comparison.ts';
import type { Experiment } from './experiment.ts';
import { PreparedAnswers } from './prepared-answers.ts';

/** P7: a right answer at the gateway against the same SQL through the bare driver, behind a bare reply. */
export async function codeAnswered(experiment: Experiment): Promise<Comparison> {
  const [answers] = (await PreparedAnswers.make(experiment, ['email'])) as [PreparedAnswers];
  await answers.prepareReference();
  return {
    questions: [
      {
        id: 'P7',
        what: 'code answered, against the same SQL and a bare reply',
        unit: 'ms CPU',
        read: cpuPerOperation,
        wants: 'less',
        gate: 2.5,
        goal: 1.6,
      },
    ],
    product: answers.product,
    reference: answers.reference,
  };
}
