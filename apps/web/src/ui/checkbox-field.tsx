import type { ComponentProps, ReactNode } from 'react';
import styles from './field.module.css';

interface Props extends Omit<ComponentProps<'input'>, 'type' | 'className'> {
  label: ReactNode;
  hint?: ReactNode;
}

export const CheckboxField = ({ label, hint, ...input }: Props) => (
  <label className={styles['check']}>
    <input {...input} type="checkbox" className={styles['checkbox']} />
    <span>
      {label}
      {hint !== undefined && <small>{hint}</small>}
    </span>
  </label>
);
