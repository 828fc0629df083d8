import { arrives, type Chapter, type Kit } from './chapter.ts';

export function lostMethods({ someone }: Kit): Chapter {
  const person = someone();
  return {
    title: 'Every sign-in method is lost',
    scenes: [
      arrives(person),
      {
        says: 'Sign in without the phone: ask for the other way',
        happens: async () => {
          await person.signIn();
          await person.act('POST', '/lost-factors', {});
          return `Beside the password, a link to ${person.step('await-email').email}`;
        },
      },
      {
        says: 'Open it, and set up a new number',
        happens: async () => {
          await person.openVerificationLink(person.email, 'recover-factors');
          await person.enrollSms(`505557${String(Date.now()).slice(-4)}`);
          await person.answer(await person.receiveCode(person.phone));
          person.step('complete');
          const { subject } = await person.receive(person.email, 'factors-recovered');
          return `Signed in, all old methods are gone; the mailbox has "${subject}"`;
        },
      },
    ],
  };
}
