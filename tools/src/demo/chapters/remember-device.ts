import { arrives, must, type Chapter, type Kit } from './chapter.ts';

export function rememberDevice({ someone }: Kit): Chapter {
  const person = someone();
  return {
    title: 'Remember this device',
    scenes: [
      arrives(person),
      {
        says: 'Sign in again, and tick "remember this device"',
        happens: async () => {
          await person.signIn();
          await person.answer(await person.receiveCode(person.phone), { rememberDevice: true });
          must(person.deviceToken !== undefined, 'the device was not remembered');
          return 'The device gets a token of its own, for 30 days';
        },
      },
      {
        says: 'Sign in from it once more',
        happens: async () => {
          await person.signIn();
          person.step('complete');
          return `No passcode; and the session says so: ${person.flow?.session?.aal}, ${person.flow?.session?.amr.join(' + ')}`;
        },
      },
      {
        says: 'Look at the devices, and forget all',
        happens: async () => {
          const remembered = person.deviceToken as string;
          person.deviceToken = undefined;
          await person.signInFully();
          const { devices } = await person.call<{ devices: unknown[] }>('GET', '/v1/account/trusted-devices');
          await person.call('DELETE', '/v1/account/trusted-devices');
          await person.signIn({ deviceToken: remembered });
          person.step('answer-challenge');
          return `${devices.length} was remembered; now a passcode is asked for again`;
        },
      },
    ],
  };
}
