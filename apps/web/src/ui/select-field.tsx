import { useId, type ComponentProps, type ReactNode } from 'react';
import styles from './field.module.css';
import { useFieldError } from './form-errors';
import selectStyles from './select-field.module.css';

interface Props extends Omit<ComponentProps<'select'>, 'className' | 'id'> {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  options: readonly { value: string; label: string; lang?: string }[];
}

/** One of a few, by the browser's own list: it opens as people know it on their device. */
export function SelectField({ label, hint, options, ...select }: Props) {
  const id = useId();
  const error = useFieldError(select.name);
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['box']}>
        <select
          {...select}
          id={id}
          className={selectStyles['select']}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error ${id}-hint`}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.label}
            </option>
          ))}
        </select>
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
