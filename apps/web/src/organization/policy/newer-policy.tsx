import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import styles from './policy.module.css';

interface Props {
  /** What was typed has just been refused because of it. */
  refused: boolean;
  onLoad: () => void;
}

/** Somebody else has changed the policy since it was read. */
export function NewerPolicy({ refused, onLoad }: Props) {
  const { t } = useTranslation('organization');
  return (
    <Notice look="warning" title={t('policy.newer')} takesFocus={refused}>
      <p>{t('policy.newerDetail')}</p>
      <div className={styles['load']}>
        <Button look="secondary" onClick={onLoad}>
          {t('policy.loadNewer')}
        </Button>
      </div>
    </Notice>
  );
}
