import type { MfaDryRun } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../paging/use-numbers';
import styles from './general.module.css';

/** How many are asked, and how many are not. */
export function Figures({ run: { members, asked, ready, withoutVerifiedAddress, leftOut } }: { run: MfaDryRun }) {
  const { t } = useTranslation('organization');
  const number = useNumbers();
  return (
    <ul className={styles['figures']}>
      <li>
        <strong>{t('dryRun.asked', { count: members, asked: number(asked), members: number(members) })}</strong>
      </li>
      {withoutVerifiedAddress > 0 && (
        <li>
          {t('dryRun.withoutAddress', { count: withoutVerifiedAddress, formatted: number(withoutVerifiedAddress) })}
        </li>
      )}
      <li>{t('dryRun.ready', { count: ready, formatted: number(ready) })}</li>
      {leftOut > 0 && <li>{t('dryRun.leftOut', { count: leftOut, formatted: number(leftOut) })}</li>}
    </ul>
  );
}
