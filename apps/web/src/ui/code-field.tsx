import { Field } from '@base-ui/react/field';
import { OTPField } from '@base-ui/react/otp-field';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';

interface Props {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  value: string;
  onChange: (code: string) => void;
  /** Six digits are there: nobody has to press a button. */
  onComplete: (code: string) => void;
  /** What was wrong with the last one; leads back to the first box. */
  error?: string | undefined;
  readOnly?: boolean;
}

const digits = [1, 2, 3, 4, 5, 6];

/** Six boxes that are one field: a passcode can be typed, pasted, or filled in by the browser. */
export function CodeField({ name, label, hint, value, onChange, onComplete, error, readOnly = false }: Props) {
  const { t } = useTranslation();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), [error]);
  return (
    <Field.Root name={name} invalid={error !== undefined} className={styles['field']}>
      <Field.Label className={styles['label']}>{label}</Field.Label>
      <OTPField.Root
        className={styles['boxes']}
        length={digits.length}
        value={value}
        onValueChange={onChange}
        onValueComplete={onComplete}
        readOnly={readOnly}
        required
      >
        {digits.map((digit) => (
          <OTPField.Input
            key={digit}
            ref={digit === 1 ? first : undefined}
            className={styles['digit']}
            aria-label={digit === 1 ? undefined : t('code.digit', { digit, of: digits.length })}
          />
        ))}
      </OTPField.Root>
      {hint !== undefined && <Field.Description className={styles['hint']}>{hint}</Field.Description>}
      {error !== undefined && (
        // It describes the group, which the focus does not leave on its way back to the first box: so it speaks up itself.
        <Field.Error match role="alert" className={styles['error']}>
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
