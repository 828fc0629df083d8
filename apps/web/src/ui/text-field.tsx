import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';
import { useFieldError } from './form-errors';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'id' | 'ref'> {
  name: string;
  label: ReactNode;
  /** Said below the field, and by screen readers with it. */
  hint?: ReactNode;
  /** Beside the label, such as a link for whoever cannot fill it in. */
  aside?: ReactNode;
  /** Stands inside the field at its end. */
  inside?: ReactNode;
  /** Takes the focus when it appears: for the first field of a page that asks for one thing. */
  takesFocus?: boolean;
}

/** One line of text. What is wrong with it comes from the form around it, by the field's name. */
export function TextField({ label, hint, aside, inside, takesFocus = false, ...input }: TextFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const error = useFieldError(input.name);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <div className={styles['field']}>
      <div className={styles['labels']}>
        <label className={styles['label']} htmlFor={id}>
          {label}
          {!input.required && <span className={styles['optional']}> {t('field.optional')}</span>}
        </label>
        {aside}
      </div>
      <div className={styles['box']}>
        <input
          {...input}
          id={id}
          ref={field}
          className={styles['input']}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error ${id}-hint`}
        />
        {inside}
      </div>
      {hint !== undefined && (
        <div id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </div>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
