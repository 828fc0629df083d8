import { must, refusal, type Chapter, type Kit } from './chapter.ts';

export function applicationsAndTerms({ someone }: Kit): Chapter {
  const person = someone();
  return {
    title: 'Applications, and the terms of one of them',
    scenes: [
      {
        says: 'Register, and sign in to Mail Watch',
        happens: async () => {
          await person.register();
          await person.signIn({ application: 'mail-watch' });
          await person.verifyEmail();
          const { allowed } = person.step('enroll-factor');
          must(!allowed.includes('totp'), 'Mail Watch allows text messages and e-mail only');
          return `It allows ${allowed.join(' and ')}; help: ${person.flow?.application?.supportContact}`;
        },
      },
      {
        says: 'Set up text messages',
        happens: async () => {
          await person.enrollSms();
          await person.answer(await person.receiveCode(person.phone));
          person.step('complete');
          return 'Signed in to Mail Watch: it has no terms';
        },
      },
      {
        says: 'Sign in to Parcel Desk, and do not agree to its terms',
        happens: async () => {
          await person.signInFully({ application: 'parcel-desk' });
          const { title, version } = person.step('accept-terms');
          const reply = await person.attempt<{ title: string }>('POST', '/terms', { accepted: false, version });
          must(reply.status === 403, `a refusal of the terms was answered ${reply.status}`);
          return `"${title}", version ${version}: ${reply.body.title}`;
        },
      },
      {
        says: 'Sign in again, and agree',
        happens: async () => {
          await person.signInFully({ application: 'parcel-desk' });
          await person.act('POST', '/terms', { accepted: true, version: person.step('accept-terms').version });
          person.step('complete');
          return 'Signed in; this version is not asked for again';
        },
      },
      {
        says: 'Be sent somewhere that the application does not name',
        happens: () => refusal(person.signIn({ application: 'parcel-desk', redirectTo: 'https://evil.example/' })),
      },
    ],
  };
}
