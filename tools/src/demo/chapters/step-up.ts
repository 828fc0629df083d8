import { arrives, must, type Chapter, type Kit } from './chapter.ts';

interface StepUpProblem {
  title: string;
  required?: { aal: string };
}

export function stepUps({ testing: { proveAgain }, client, someone }: Kit): Chapter {
  const person = someone();
  return {
    title: 'Step-up',
    scenes: [
      arrives(person),
      {
        says: 'From a remembered device, make recovery codes',
        happens: async () => {
          await person.signIn();
          await person.answer(await person.receiveCode(person.phone), { rememberDevice: true });
          await person.signIn();
          const { status, body } = await person.tryCall<StepUpProblem>('POST', '/v1/account/recovery-codes', {});
          must(status === 401, `a session of ${person.flow?.session?.aal} was answered ${status}`);
          return `"${body.title}" (${body.required?.aal} is needed)`;
        },
      },
      {
        says: 'Answer a passcode',
        happens: async () => {
          const old = person.session as string;
          await proveAgain(person);
          const { status } = await client.as(old).send('GET', '/v1/session');
          must(status === 401 && person.session !== old, 'the session was not renewed');
          return `Now ${(await person.readSession()).aal}, with a new token; the old one is dead`;
        },
      },
    ],
  };
}
