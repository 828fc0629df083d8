import { arrives, must, type Chapter, type Kit } from './chapter.ts';

export function recoveryCodes({ testing: { makeRecoveryCodes }, someone }: Kit): Chapter {
  const person = someone();
  let codes: string[] = [];
  const withCode = async () => {
    await person.signIn();
    const set = person.step('answer-challenge').alternatives.find(({ kind }) => kind === 'recovery_code');
    await person.act('POST', '/challenge', { factorId: set?.id });
    return person.attempt<{ title: string }>('POST', '/answer', { code: codes[0] });
  };
  return {
    title: 'Recovery codes',
    scenes: [
      arrives(person),
      {
        says: 'Make ten recovery codes',
        happens: async () => {
          codes = await makeRecoveryCodes(person);
          return `${codes.length} codes like ${codes[0]}, shown this once`;
        },
      },
      {
        says: 'Sign in with one of them, the phone being away',
        happens: async () => {
          must((await withCode()).status === 200, 'the recovery code was not taken');
          const { subject } = await person.receive(person.email, 'recovery-code-used');
          return `Signed in; the mailbox has "${subject}"`;
        },
      },
      {
        says: 'Try the same one again',
        happens: async () => {
          const { status, body } = await withCode();
          must(status === 422, `a used code was answered ${status}`);
          return `"${body.title}"`;
        },
      },
    ],
  };
}
