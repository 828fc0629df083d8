import type { ReactNode } from 'react';
import styles from './radio-group.module.css';

interface Props<Value extends string> {
  name: string;
  /** What is chosen here, for those who do not see the heading above. */
  legend: string;
  value: string;
  options: readonly { value: Value; label: ReactNode; lang?: string }[];
  onChoose: (value: Value) => void;
}

/** A few choices that exclude each other, all to be seen at once. */
export const RadioGroup = <Value extends string>({ name, legend, value, options, onChoose }: Props<Value>) => (
  <fieldset className={styles['group']}>
    <legend className={styles['legend']}>{legend}</legend>
    {options.map((option) => (
      <label key={option.value} className={styles['option']} lang={option.lang}>
        <input
          type="radio"
          name={name}
          value={option.value}
          checked={option.value === value}
          onChange={() => onChoose(option.value)}
        />
        {option.label}
      </label>
    ))}
  </fieldset>
);
