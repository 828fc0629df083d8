import { arrives, type Chapter, type Kit } from './chapter.ts';

export function modify({ testing: { signInToModify }, someone }: Kit): Chapter {
  const person = someone();
  const listed = () =>
    person
      .step('manage-factors')
      .factors.map(({ kind, destination, label }) => destination ?? `${kind} "${label}"`)
      .join(', ');
  return {
    title: 'Another phone number, and an authenticator app beside it',
    scenes: [
      arrives(person),
      {
        says: 'Sign in with "modify" ticked',
        happens: async () => {
          await signInToModify(person);
          return listed();
        },
      },
      {
        says: 'Give a new number and prove it; until then the old one counts',
        happens: async () => {
          await person.enrollSms(`505556${String(Date.now()).slice(-4)}`);
          await person.answer(await person.receiveCode(person.phone));
          return listed();
        },
      },
      {
        says: 'Set up an authenticator app',
        happens: async () => {
          await person.enrollTotp({ label: 'Work phone' });
          await person.answer(person.totpCode());
          return listed();
        },
      },
      {
        says: 'Done: the sign-in goes on',
        happens: async () => {
          await person.act('POST', '/done');
          person.step('complete');
          const { subject } = await person.receive(person.email, 'factor-removed');
          return `Signed in; mail about every change, the last one "${subject}"`;
        },
      },
    ],
  };
}
