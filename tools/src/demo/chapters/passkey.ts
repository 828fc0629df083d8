import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { must, type Chapter, type Kit } from './chapter.ts';

export function passkey({ testing: { signInByPasskey }, someone, url }: Kit): Chapter {
  const person = someone();
  const passkeys = new SoftwareAuthenticator(url);
  return {
    title: 'A passkey',
    scenes: [
      {
        says: 'Register, and set up a passkey as the second step',
        happens: async () => {
          await person.register();
          await person.signIn();
          await person.verifyEmail();
          await person.enrollPasskey(passkeys, { label: 'My laptop' });
          person.step('complete');
          return `Signed in: ${person.flow?.session?.amr.join(' + ')}`;
        },
      },
      {
        says: 'Sign in with the passkey alone, without name and password',
        happens: async () => {
          await signInByPasskey(person, passkeys);
          person.step('complete');
          must(person.flow?.session?.aal === 'aal2', 'a passkey with its owner’s finger is two factors');
          return `Signed in: ${person.flow?.session?.aal}, ${person.flow?.session?.amr.join(' + ')}`;
        },
      },
    ],
  };
}
