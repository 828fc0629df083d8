import { BadInput } from './failure.js';

/** @throws BadInput naming the option and what it takes. */
export function oneOf<Choice extends string>(option: string, choices: readonly Choice[], text: string): Choice {
  const choice = choices.find((known) => known === text);
  if (!choice) throw new BadInput(`${option} does not take '${text}'. It takes: ${choices.join(', ')}.`);
  return choice;
}
