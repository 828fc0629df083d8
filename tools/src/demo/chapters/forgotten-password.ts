import { arrives, must, refusal, type Chapter, type Kit } from './chapter.ts';

export function forgottenPassword({ testing, client, someone }: Kit): Chapter {
  const { askForResetLink, choosePassword, openResetLink } = testing;
  const person = someone();
  const session = () => client.as(person.session as string).send('GET', '/v1/session');
  return {
    title: 'A forgotten username and a forgotten password',
    scenes: [
      arrives(person),
      {
        says: 'Ask for the username, with the address and with one that nobody has',
        happens: async () => {
          const replies = await Promise.all(
            [person.email, 'nobody@example.org'].map((email) =>
              client.send('POST', '/v1/recovery/username', { email }),
            ),
          );
          must(new Set(replies.map(({ status }) => status)).size === 1, 'the answers differ');
          await person.receive(person.email, 'username-reminder');
          return 'The same answer for both; mail came for one';
        },
      },
      {
        says: 'Ask for a new password, open the link',
        happens: async () => {
          await openResetLink(person, await askForResetLink(person));
          person.step('answer-challenge');
          return 'A link alone is not enough: the passcode is asked for';
        },
      },
      {
        says: 'Type the passcode, and a password that everybody has',
        happens: async () => {
          await person.finish();
          return refusal(person.act('POST', '/new-password', { password: 'password123' }));
        },
      },
      {
        says: 'Type a better one',
        happens: async () => {
          await choosePassword(person, 'seven quiet lighthouses');
          must((await session()).status === 401, 'the old session is still there');
          await person.signInFully();
          return 'All sessions have ended; signed in with the new password';
        },
      },
    ],
  };
}
