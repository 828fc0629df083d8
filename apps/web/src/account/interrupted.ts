/** Something that waits until the person has shown once more who they are. */
interface Interrupted {
  /** Which action it is, by its name in the page. */
  name: string;
  values: unknown;
  /** The step-up that it waits for. */
  flowId: string;
}

/** Kept in memory and nowhere else: a password may be among what was typed. */
let waiting: Interrupted | undefined;

export const interrupt = (action: Interrupted): void => {
  waiting = action;
};

export const interruptedAction = (name: string): Interrupted | undefined =>
  waiting?.name === name ? waiting : undefined;

/** It goes on, or is given up. */
export const clearInterrupted = (): void => {
  waiting = undefined;
};
