import type { Client, Person } from '@postern/all-in-one/testing';

/** One thing that happens, in plain words, and what makes it happen; returns what to say about it. */
export interface Scene {
  says: string;
  happens: () => Promise<string>;
}

export interface Chapter {
  title: string;
  scenes: Scene[];
}

type Testing = typeof import('@postern/all-in-one/testing');
type NoticeView = Awaited<ReturnType<Testing['readNotice']>>;

/** What every chapter is told with. The services' own code is compiled first, so it comes from outside. */
export interface Kit {
  testing: Testing;
  client: Client;
  /** Where people reach the installation. */
  url: string;
  demoPassword: string | undefined;
  /** Whether it runs from this folder, so that the command line reaches it. */
  isHere: boolean;
  /** Somebody new, or somebody who is there already. */
  someone(account?: ConstructorParameters<Testing['Person']>[1]): Person;
}

export const must = (condition: boolean, otherwise: string): void => {
  if (!condition) throw new Error(otherwise);
};

/** For what has to be refused. */
export const refusal = async (attempt: Promise<unknown>): Promise<string> => {
  const error = await attempt.then(
    () => undefined,
    (reason: { problem?: { title: string } }) => reason,
  );
  must(error?.problem !== undefined, 'expected a refusal');
  return `"${error?.problem?.title}"`;
};

/** How most chapters begin. */
export const arrives = (person: Person): Scene => ({
  says: 'Somebody registers and signs in with a text message',
  happens: async () => {
    await person.register();
    await person.enroll();
    return `${person.username}: ${person.flow?.session?.aal}`;
  },
});

const effects: Record<NoticeView['effects'][number], string> = {
  'sessions-end': 'ends every session',
  'devices-forgotten': 'forgets remembered devices',
  'password-reset': 'asks for another password',
  'factor-removed': 'removes the new method',
  'email-restored': 'gives the old address back',
  'factor-reset-stopped': 'stops the reset',
  'account-reopened': 'opens the account again',
};

/** What "this wasn’t me" will do. */
export const inWords = (notice: NoticeView): string => notice.effects.map((effect) => effects[effect]).join(', ');
