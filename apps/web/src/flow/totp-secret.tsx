import { useTranslation } from 'react-i18next';
import { buttonClass } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import styles from './flow.module.css';
import type { StepOf } from './step-props';

type Totp = NonNullable<StepOf<'activate-factor'>['totp']>;

/** For a camera; for a phone that is this device a link; for everything else the key to type. */
export function TotpSecret({ totp }: { totp: Totp }) {
  const { t } = useTranslation('flow');
  return (
    <>
      <img className={styles['qr']} src={totp.qr} alt={t('totp.qr')} width={224} height={224} />
      <details className={styles['details']}>
        <summary>{t('totp.mobile')}</summary>
        <div>
          <a className={buttonClass('secondary', true)} href={totp.uri}>
            {t('totp.open')}
          </a>
          <p>{t('totp.type')}</p>
          <p className={styles['key']}>{totp.secret}</p>
          <CopyButton text={totp.secret}>{t('totp.copy')}</CopyButton>
        </div>
      </details>
    </>
  );
}
