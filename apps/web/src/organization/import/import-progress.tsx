import type { MemberImportView } from '@postern/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../paging/use-numbers';
import styles from './import.module.css';

/** How far it has come. Read out at each quarter, not at each row. */
export function ImportProgress({ view: { processed, rows } }: { view: MemberImportView }) {
  const { t } = useTranslation('members');
  const number = useNumbers();
  const id = useId();
  const words = (done: number) => t('import.progress', { processed: number(done), rows: number(rows) });
  const quarters = rows === 0 ? 0 : Math.floor((processed / rows) * 4);
  return (
    <>
      <progress className={styles['progress']} value={processed} max={Math.max(1, rows)} aria-labelledby={id} />
      <p id={id} className={styles['quiet']}>
        {words(processed)}
      </p>
      <p role="status" className={styles['heard']}>
        {quarters > 0 && words(Math.floor((rows * quarters) / 4))}
      </p>
      <p className={styles['quiet']}>{t('import.mayLeave')}</p>
    </>
  );
}
