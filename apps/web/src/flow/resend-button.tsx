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
  const left = useCountdown(resendAt);
  if (resendAt === null) return <p className={styles['quiet']}>{t('resend.none')}</p>;
  return (
    <>
      <Button look="quiet" disabled={left > 0} pending={resend.pending} onClick={() => resend.run(undefined)}>
        <span className={styles['count']}>{left > 0 ? t('resend.in', { seconds: left }) : t(`resend.${what}`)}</span>
      </Button>
      <span role="status" className={styles['hidden']}>
        {left > 0 ? '' : t(`resend.${what}Now`)}
      </span>
    </>
  );
}
