import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './offline-notice.module.css';

/** The live region is always there, so that screen readers notice when it fills. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => navigator.onLine,
  );
  return (
    <div role="status" className={online ? undefined : styles['offline']}>
      {online ? null : t('offline')}
    </div>
  );
}
