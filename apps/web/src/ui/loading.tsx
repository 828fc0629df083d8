import { useTranslation } from 'react-i18next';
import styles from './loading.module.css';
import { Spinner } from './spinner';

export function Loading() {
  const { t } = useTranslation();
  return (
    <p role="status" className={styles['loading']}>
      <Spinner />
      {t('loading')}
    </p>
  );
}
