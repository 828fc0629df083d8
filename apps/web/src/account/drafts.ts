import { isProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import type { KeepDraft } from '../ui/draft';
import { fieldsOf, type Labelled } from '../ui/form-errors';
import { leaveDraft, takeDraft, type Typed } from './draft-store';

/** For the forms of an account's pages: what was typed when the session ended is there again for the same person. */
export const keepDrafts =
  (accountId: string): KeepDraft =>
  (form, name, onRestored) => {
    const key = `${location.pathname} ${name}`;
    /** The fields that somebody has typed into, and those of them that are on their way. */
    let edited = new Set<string>();
    let sent = new Set<string>();
    const note = ({ target }: Event): void => void edited.add((target as Labelled).name);
    form.addEventListener('input', note);
    const typed = takeDraft(accountId, key);
    if (typed) {
      fieldsOf(form).forEach((field) => typeInto(field, typed[field.name]));
      onRestored();
    }
    return {
      sent: () => {
        sent = edited;
        edited = new Set();
      },
      refused: () => {
        edited = new Set([...edited, ...sent]);
      },
      leave: () => {
        form.removeEventListener('input', note);
        const left = typedInto(form, edited);
        if (mustProveAgain() && Object.keys(left).length > 0) leaveDraft(accountId, key, left);
      },
    };
  };

/** The pages of the account are put away, because the session is over or less than is asked for now. */
const mustProveAgain = (): boolean =>
  isProblem(queryClient.getQueryState(['account', ''])?.error, 'session.required', 'session.step_up_required');

/** A password stays one while it is shown. */
const isSecret = ({ autocomplete, type }: Labelled): boolean =>
  type === 'password' || type === 'file' || /password|one-time-code/.test(autocomplete);

const isCheckbox = (field: Labelled): field is HTMLInputElement => field.type === 'checkbox';

const typedInto = (form: HTMLFormElement, edited: ReadonlySet<string>): Typed =>
  Object.fromEntries(
    fieldsOf(form)
      .filter((field) => edited.has(field.name) && !isSecret(field))
      .map((field) => [field.name, isCheckbox(field) ? field.checked : field.value]),
  );

/** As a browser does that fills in a form: whatever listens to the field hears of it. */
function typeInto(field: Labelled, value: string | boolean | undefined): void {
  if (value === undefined) return;
  if (isCheckbox(field)) {
    if (field.checked !== value) field.click();
    return;
  }
  // React has put a property of its own over the one of the element, and would take the new value for the old one.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}
