import { cpuPerOperation, type Comparison } from './comparison.ts';
import type { Experiment } from './experiment.ts';
import { PreparedAnswers } from './prepared-answers.ts';

/** P8: the answer with an authenticator app's code against the answer with a code that was sent. */
export async function totpAnswered(experiment: Experiment): Promise<Comparison> {
  const [sent, totp] = (await PreparedAnswers.make(experiment, ['email', 'totp'])) as [
    PreparedAnswers,
    PreparedAnswers,
  ];
  return {
    questions: [
      {
        id: 'P8',
        what: 'TOTP answered, against a code that was sent',
        unit: 'ms CPU',
        read: cpuPerOperation,
        wants: 'less',
        gate: 1.15,
      },
    ],
    product: totp.product,
    reference: sent.product,
  };
}
