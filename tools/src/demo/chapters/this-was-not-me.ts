import { arrives, inWords, must, refusal, type Chapter, type Kit } from './chapter.ts';

export function thisWasNotMe({ testing, client, someone }: Kit): Chapter {
  const { choosePassword, disavow, linkTokenIn, openResetLink, readNotice } = testing;
  const person = someone();
  let token = '';
  return {
    title: '"This wasn’t me"',
    scenes: [
      arrives(person),
      {
        says: 'Read the notice about the new method, and open its link',
        happens: async () => {
          token = linkTokenIn(await person.receive(person.email, 'factor-added'));
          return `It says what it does: ${inWords(await readNotice(client, token))}`;
        },
      },
      {
        says: 'Say that it was somebody else',
        happens: async () => {
          await disavow(client, token);
          must((await person.tryCall('GET', '/v1/session')).status === 401, 'the session is still there');
          return `Every session has ended; signing in: ${await refusal(person.signIn())}`;
        },
      },
      {
        says: 'Use the link that came to choose another password',
        happens: async () => {
          await openResetLink(person, linkTokenIn(await person.receive(person.email, 'password-reset')));
          await person.finish();
          await choosePassword(person, 'nine patient herons');
          await person.signIn();
          return `The account is its owner’s again; next: ${person.flow?.step.kind}`;
        },
      },
    ],
  };
}
