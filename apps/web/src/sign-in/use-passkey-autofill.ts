import { useCallback, useEffect, useRef } from 'react';
import { awaitPasskey, type ShownPasskey } from './sign-in';

interface Autofill {
  /** Somebody is about to fill in the form. */
  offer: () => void;
  /** They have gone another way. */
  stop: () => void;
}

/** Less than the five minutes for which the server takes an answer. */
const freshMilliseconds = 240_000;

/**
 * Passkeys among what the browser offers at the username. The server is asked only for those who touch the form, not for
 * every page that is opened; whatever goes wrong is not said, because nobody has asked for it.
 */
export function usePasskeyAutofill(allowed: boolean, onShown: (shown: ShownPasskey) => void): Autofill {
  const current = useRef<{ since: number; end: AbortController }>(undefined);
  const stop = useCallback(() => {
    current.current?.end.abort();
    current.current = undefined;
  }, []);
  useEffect(() => stop, [stop]);
  const offer = (): void => {
    const now = performance.now();
    if (!allowed || (current.current && now - current.current.since < freshMilliseconds)) return;
    stop();
    const mine = { since: now, end: new AbortController() };
    current.current = mine;
    awaitPasskey(mine.end.signal).then(
      (shown) => {
        if (!shown || mine.end.signal.aborted) return;
        current.current = undefined;
        onShown(shown);
      },
      () => undefined,
    );
  };
  return { offer, stop };
}
