import type { Person } from '@postern/all-in-one/testing';
import { must, type Chapter, type Kit } from './chapter.ts';

/** The whole main journey, told by three new people, one from 2024, and one who does not exist. */
export function mainJourney({ someone, demoPassword }: Kit): Chapter[] {
  return [
    newcomer('A new person sets up text messages', someone(), {
      enroll: async (person) => {
        await person.enrollSms();
        return `A passcode goes to ${person.step('activate-factor').factor.destination}`;
      },
      code: (person) => person.receiveCode(person.phone),
      nextSignIn: (person) => person.receiveCode(person.phone),
      proof: 'aal2',
    }),
    newcomer('A new person sets up e-mail passcodes', someone(), {
      enroll: async (person) => {
        await person.enrollEmail();
        return `A passcode goes to ${person.step('activate-factor').factor.destination}`;
      },
      code: (person) => person.receiveCode(person.email),
      nextSignIn: (person) => person.receiveCode(person.email),
      proof: 'aal1',
    }),
    newcomer('A new person sets up an authenticator app', someone(), {
      enroll: async (person) => {
        await person.enrollTotp();
        return `The QR code holds ${person.step('activate-factor').totp?.uri.split('?')[0]}?…`;
      },
      // The code before the current one is still good, which leaves the current one for the next sign-in.
      code: async (person) => person.totpCode(1),
      nextSignIn: async (person) => person.totpCode(),
      proof: 'aal2',
    }),
    ...(demoPassword ? [fromBefore(someone({ username: 'demo-2024', password: demoPassword }))] : []),
    nobody(someone()),
  ];
}

interface Method {
  enroll(person: Person): Promise<string>;
  code(person: Person): Promise<string>;
  nextSignIn(person: Person): Promise<string>;
  proof: string;
}

function newcomer(title: string, person: Person, method: Method): Chapter {
  return {
    title,
    scenes: [
      {
        says: 'Register an account',
        happens: async () => {
          await person.register();
          return `${person.username}, ${person.email}`;
        },
      },
      {
        says: 'Sign in with the password',
        happens: async () => {
          await person.signIn();
          person.step('verify-email');
          return 'The account is new, so a second factor is needed, and an e-mail address first';
        },
      },
      {
        says: 'Ask for the link, open it from the inbox',
        happens: async () => {
          await person.verifyEmail();
          return `The address is verified; methods offered: ${person.step('enroll-factor').allowed.join(', ')}`;
        },
      },
      { says: 'Choose the method', happens: () => method.enroll(person) },
      {
        says: 'Type a wrong passcode',
        happens: async () => {
          const right = await method.code(person);
          const wrong = right === '000000' ? '000001' : '000000';
          const reply = await person.attempt<{ code: string; attemptsLeft: number }>('POST', '/answer', {
            code: wrong,
          });
          must(
            reply.status === 422 && reply.body.code === 'challenge.rejected',
            `a wrong passcode was answered ${reply.status}`,
          );
          person.lastCode = right;
          return `It is refused, ${reply.body.attemptsLeft} tries are left`;
        },
      },
      {
        says: 'Type the right one',
        happens: async () => {
          await person.answer(person.lastCode);
          person.step('complete');
          const session = await person.readSession();
          must(session.aal === method.proof, `expected ${method.proof}, found ${session.aal}`);
          return `Signed in: ${session.aal}, ${session.amr.join(' + ')}`;
        },
      },
      {
        says: 'Read the notice that came',
        happens: async () => `"${(await person.receive(person.email, 'factor-added')).subject}"`,
      },
      {
        says: 'Sign in again: the passcode is asked for at once',
        happens: async () => {
          await person.signIn();
          person.step('answer-challenge');
          await person.answer(await method.nextSignIn(person));
          person.step('complete');
          return `Signed in: ${person.flow?.session?.amr.join(' + ')}`;
        },
      },
    ],
  };
}

function fromBefore(person: Person): Chapter {
  return {
    title: 'Somebody whose account is from 2024',
    scenes: [
      {
        says: 'Sign in with the password',
        happens: async () => {
          await person.signIn();
          const { requiredFrom } = person.step('choose-enrollment');
          return `Enroll or "Not now" (accounts from ${requiredFrom.slice(0, 10)} on must enroll)`;
        },
      },
      {
        says: 'Choose "Not now"',
        happens: async () => {
          await person.act('POST', '/enrollment-choice', { choice: 'not-now' });
          person.step('complete');
          return `Signed in: ${person.flow?.session?.aal}, ${person.flow?.session?.amr.join(' + ')}`;
        },
      },
    ],
  };
}

function nobody(person: Person): Chapter {
  return {
    title: 'Somebody who has no account',
    scenes: [
      {
        says: 'Try to sign in',
        happens: async () => {
          const refused = await person.signIn().then(
            () => undefined,
            (error: { status?: number; problem?: { title: string } }) => error,
          );
          must(refused?.status === 401, `expected a refusal, found ${refused?.status ?? 'a sign-in'}`);
          return `"${refused?.problem?.title}" — the same as for a wrong password`;
        },
      },
    ],
  };
}
