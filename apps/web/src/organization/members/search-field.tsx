import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../../ui/field.module.css';

/** Somebody who types that fast is not done yet. */
const pauseMilliseconds = 250;

interface Props {
  /** What is looked for now. */
  value: string;
  onSearch: (text: string) => void;
}

/** Looks for what is typed as soon as the typing pauses. */
export function SearchField({ value, onSearch }: Props) {
  const { t } = useTranslation('members');
  const id = useId();
  const [typed, setTyped] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(value);
  // Somebody went back, or wants to see everyone: then the field says so too.
  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (text: string): void => {
    clearTimeout(timer.current);
    if (text === asked.current) return;
    asked.current = text;
    onSearch(text);
  };
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(text.trim()), pauseMilliseconds);
  };
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {t('list.search')}
      </label>
      <div className={styles['box']}>
        <input
          type="search"
          id={id}
          className={styles['input']}
          value={typed}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => type(target.value)}
          onKeyDown={({ key }) => key === 'Enter' && search(typed.trim())}
        />
      </div>
      <div id={`${id}-hint`} className={styles['hint']}>
        {t('list.searchHint')}
      </div>
    </div>
  );
}
