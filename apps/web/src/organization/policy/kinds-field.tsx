import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckboxField } from '../../ui/checkbox-field';
import fieldStyles from '../../ui/field.module.css';
import { useFieldError } from '../../ui/form-errors';
import styles from './policy.module.css';
import { kindField, kinds, type PolicyForm } from './policy-values';

/** Which kinds are allowed; none chosen: the organization leaves it to others. */
export function KindsField({ values }: { values: PolicyForm }) {
  const { t } = useTranslation('organization');
  const id = useId();
  const error = useFieldError(kindField(kinds[0] ?? 'webauthn'));
  return (
    <fieldset className={styles['kinds']} aria-describedby={`${id}-error ${id}-hint`}>
      <legend>{t('policy.allowedFactors')}</legend>
      {kinds.map((kind) => (
        <CheckboxField
          key={kind}
          name={kindField(kind)}
          label={t(`kinds.${kind}`)}
          defaultChecked={values[kindField(kind)] !== undefined}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-error`}
        />
      ))}
      <p id={`${id}-hint`} className={fieldStyles['hint']}>
        {t('policy.allowedFactorsHint')}
      </p>
      {error !== undefined && (
        <p id={`${id}-error`} className={fieldStyles['error']}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
