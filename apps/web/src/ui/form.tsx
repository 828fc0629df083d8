import { useEffect, useRef, useState, type InputEvent, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';
import { useDraft } from './draft';
import styles from './form.module.css';
import { fieldsOf, flawOf, FormErrorsContext, type FormErrors } from './form-errors';
import { HeldContext } from './held';
import { Notice } from './notice';
import { ProblemNotice } from './problem-notice';

interface Props<Values> {
  /** Gets the text of each field by its name. */
  onSubmit: (values: Values) => void;
  /** Why the last try failed: said at the fields where it is about them, else above the form. */
  problem?: unknown;
  /** Names of the fields in this form. */
  fields: readonly (keyof Values & string)[];
  supportContact?: string | undefined;
  /** Tells it apart from other forms of the page with the same fields. */
  name?: string;
  /** What stands in the fields while it is typed. */
  onChange?: (values: Partial<Values>) => void;
  children: ReactNode;
}

/** What is wrong after one try to send. A new object each time, so that each leads to the first field again. */
interface Found {
  errors: FormErrors;
}

/** Keeps what was typed whatever happens, and leads to the first field that needs attention. */
export function Form<Values>(props: Props<Values>) {
  const { onSubmit, problem, fields, supportContact, name = fields.join(' '), onChange, children } = props;
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<Found>({ errors: {} });
  const [corrected, setCorrected] = useState<readonly string[]>([]);
  const [edited, setEdited] = useState(false);
  const draft = useDraft(form, name, problem);
  const show = (errors: FormErrors): void => {
    setFound({ errors });
    setCorrected([]);
  };

  const [shownProblem, setShownProblem] = useState<unknown>();
  if (problem !== shownProblem) {
    setShownProblem(problem);
    setEdited(false);
    show(errorsOf(problem));
  }
  useEffect(() => {
    const first = fieldsOf(form.current as HTMLFormElement).find(({ name }) => name in found.errors);
    first?.focus();
  }, [found]);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const flaws = fieldsOf(event.currentTarget).flatMap((field) => {
      const flaw = flawOf(field);
      return flaw ? [[field.name, t(`field.${flaw}`)] as const] : [];
    });
    show(Object.fromEntries(flaws));
    if (flaws.length > 0) return;
    draft.sent();
    onSubmit(valuesOf<Values>(event.currentTarget));
  };
  const correct = ({ target, currentTarget }: InputEvent<HTMLFormElement>): void => {
    setEdited(true);
    onChange?.(valuesOf<Values>(currentTarget));
    const { name: field } = target as unknown as HTMLInputElement;
    if (field in found.errors) setCorrected((names) => [...names, field]);
  };
  const left = Object.fromEntries(Object.entries(found.errors).filter(([name]) => !corrected.includes(name)));

  return (
    <form ref={form} className={styles['form']} noValidate onSubmit={submit} onInput={correct}>
      {draft.restored && <Notice>{t('draft.restored')}</Notice>}
      <ProblemNotice problem={problem} fields={fields} supportContact={supportContact} />
      <FormErrorsContext value={left}>
        <HeldContext value={edited ? 'lifted' : undefined}>{children}</HeldContext>
      </FormErrorsContext>
    </form>
  );
}

const valuesOf = <Values,>(form: HTMLFormElement): Values => Object.fromEntries(new FormData(form)) as Values;

const errorsOf = (problem: unknown): FormErrors =>
  problem instanceof ApiProblem
    ? Object.fromEntries(Object.values(problem.fieldErrors).map(({ field, message }) => [field, message]))
    : {};
