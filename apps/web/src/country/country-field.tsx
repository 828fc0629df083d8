import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import fieldStyles from '../ui/field.module.css';
import { useFieldError } from '../ui/form-errors';
import { countriesIn } from './countries';
import styles from './country-field.module.css';

interface Props {
  name: string;
  label: ReactNode;
  /** ISO 3166-1 alpha-2; absent: none is chosen yet. */
  value?: string | undefined;
  required?: boolean;
}

/** The browser's own list: it opens as people know it on their device, and takes what is typed. */
export function CountryField({ name, label, value, required = false }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const error = useFieldError(name);
  return (
    <div className={fieldStyles['field']}>
      <label className={fieldStyles['label']} htmlFor={id}>
        {label}
        {!required && <span className={fieldStyles['optional']}> {t('field.optional')}</span>}
      </label>
      <div className={fieldStyles['box']}>
        <select
          id={id}
          name={name}
          className={styles['select']}
          autoComplete="country"
          required={required}
          defaultValue={value ?? ''}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error`}
        >
          <option value="">{t('field.chooseCountry')}</option>
          {countriesIn(i18n.language).map(({ code, country }) => (
            <option key={code} value={code}>
              {country}
            </option>
          ))}
        </select>
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className={fieldStyles['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
