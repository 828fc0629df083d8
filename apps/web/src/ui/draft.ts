import { createContext, use, useEffect, useRef, useState, type RefObject } from 'react';

/** Looks after what is typed into one form. */
export interface Draft {
  /** What was typed is on its way, and need not be looked after any more. */
  sent: () => void;
  /** It was not taken. */
  refused: () => void;
  /** The form is put away. */
  leave: () => void;
}

/**
 * @param name of the form on its page
 * @param onRestored the form has been filled in as it was left
 */
export type KeepDraft = (form: HTMLFormElement, name: string, onRestored: () => void) => Draft;

/** Pages of the account keep what was typed where a session ends meanwhile; others have none to lose. */
export const DraftContext = createContext<KeepDraft | undefined>(undefined);

interface Shown {
  /** Somebody had to sign in again, and it is filled in with what they had typed; until that is sent. */
  restored: boolean;
  sent: () => void;
}

export function useDraft(form: RefObject<HTMLFormElement | null>, name: string, problem: unknown): Shown {
  const keep = use(DraftContext);
  const draft = useRef<Draft>(undefined);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    draft.current = keep?.(form.current as HTMLFormElement, name, () => setRestored(true));
    return draft.current?.leave;
  }, [form, keep, name]);
  useEffect(() => {
    if (problem) draft.current?.refused();
  }, [problem]);
  const sent = (): void => {
    draft.current?.sent();
    setRestored(false);
  };
  return { restored, sent };
}
