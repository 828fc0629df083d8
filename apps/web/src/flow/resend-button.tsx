import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../api/use-action';
import { Button } from '../ui/button';
import { useCountdown } from '../ui/use-countdown';
import styles from './flow.module.css';

interface Props {
  /** When another one may be asked for; null: none is left. */
  resendAt: string | null;
  resend: Action<undefined>;
  /** A link or a passcode is sent. */
  what: 'code' | 'link';
}

/** Counts down to when the server sends again. Screen readers hear that the time has come, not every second. */
export function ResendButton({ resendAt, resend, what }: Props) {
  const { t } = useTranslation('flow');
  const [first] = useState(resendAt);
  const left = useCountdown(resendAt);
  const waits = left > 0;
  const sent = resendAt !== first && (waits || resendAt === null);
  return (
    <>
      {resendAt === null ? (
        <p className={styles['quiet']}>{t('resend.none')}</p>
      ) : (
        <Button look="quiet" disabled={waits} pending={resend.pending} onClick={() => resend.run(undefined)}>
          <span className={styles['count']}>{waits ? t('resend.in', { seconds: left }) : t(`resend.${what}`)}</span>
        </Button>
      )}
      <span role="status" className={sent ? styles['quiet'] : styles['hidden']}>
        {sent ? t('resend.sent') : waits || resendAt === null ? '' : t(`resend.${what}Now`)}
      </span>
    </>
  );
}
