import { arrives, must, type Chapter, type Kit } from './chapter.ts';

export function accountAndExport({ testing: { linkTokenIn }, client, someone }: Kit): Chapter {
  const person = someone();
  const list = async (what: string) =>
    (await person.call<Record<string, unknown[]>>('GET', `/v1/account/${what}`))[
      what === 'activity' ? 'entries' : what
    ] ?? [];
  return {
    title: 'The account, and everything that is held about a person',
    scenes: [
      arrives(person),
      {
        says: 'Change the e-mail address',
        happens: async () => {
          const [old, fresh] = [person.email, `new-${person.email}`];
          await person.call('POST', '/v1/account/email', { email: fresh });
          await client.expect('POST', '/v1/email-changes', {
            token: linkTokenIn(await person.receive(fresh, 'confirm-email')),
          });
          const { subject } = await person.receive(old, 'email-changed');
          return `Changed once the link to the new one was used; the old one was told: "${subject}"`;
        },
      },
      {
        says: 'Choose Spanish',
        happens: async () => {
          await person.call('PATCH', '/v1/account', { locale: 'es' });
          await person.signInFully();
          return 'Messages and errors are in Spanish from now on';
        },
      },
      {
        says: 'Look at sessions and at what happened',
        happens: async () => `${(await list('sessions')).length} sessions, ${(await list('activity')).length} events`,
      },
      {
        says: 'Take everything home as JSON',
        happens: async () => {
          const held = JSON.stringify(await person.call('GET', '/v1/account/export'));
          must(!held.includes(person.password), 'the export has the password in it');
          return `${Math.ceil(held.length / 1024)} KB, and no secret in it`;
        },
      },
      {
        says: 'Close the account',
        happens: async () => {
          const { deletedAt } = await person.call<{ deletedAt: string }>('POST', '/v1/account/closure', {});
          must((await person.tryCall('GET', '/v1/session')).status === 401, 'the session is still there');
          return `Sessions and methods end at once; it is deleted on ${deletedAt.slice(0, 10)}`;
        },
      },
    ],
  };
}
