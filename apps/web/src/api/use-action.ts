import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Pending } from '../ui/held';
import { useCountdown } from '../ui/use-countdown';
import { retryAtOf } from './problem';

interface Then<Reply, Values> {
  onDone?: (reply: Reply, values: Values) => unknown;
  onProblem?: (problem: unknown) => void;
}

export interface Action<Values> {
  run: (values: Values) => void;
  pending: Pending;
  /** Why the last try failed; null again as soon as another one begins. */
  problem: unknown;
  forget: () => void;
}

/** Something that a button does: once at a time, however often it is pressed. */
export function useAction<Values, Reply>(
  act: (values: Values) => Promise<Reply>,
  { onDone, onProblem }: Then<Reply, Values> = {},
): Action<Values> {
  // A second click comes before React has drawn that the first one counts.
  const running = useRef(false);
  const mutation = useMutation({
    mutationFn: act,
    onSuccess: (reply, values) => onDone?.(reply, values),
    onError: (problem) => onProblem?.(problem),
    onSettled: () => {
      running.current = false;
    },
  });
  const run = (values: Values): void => {
    if (running.current) return;
    running.current = true;
    mutation.mutate(values);
  };
  const held = useCountdown(retryAtOf(mutation.error)) > 0;
  return { run, pending: held ? 'held' : mutation.isPending, problem: mutation.error, forget: mutation.reset };
}
