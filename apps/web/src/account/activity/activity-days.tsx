import { useTranslation } from 'react-i18next';
import { classNames } from '../../ui/class-names';
import { useDates } from '../dates';
import { useDeviceWords } from '../device-words';
import { AccountIcon } from '../frame/account-icon';
import { Section } from '../frame/section';
import { activityLook } from './activity-kinds';
import styles from './activity.module.css';
import { byDay, type ActivityEntry } from './by-day';

export function ActivityDays({ entries }: { entries: readonly ActivityEntry[] }) {
  const { day } = useDates();
  return byDay(entries).map(({ at, entries: ofDay }) => (
    <Section key={at} title={day(at)}>
      <ol className={styles['entries']}>
        {ofDay.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </Section>
  ));
}

const methodKinds = ['sms', 'email', 'totp', 'webauthn', 'recovery_code'] as const;

function Entry({ entry }: { entry: ActivityEntry }) {
  const { t } = useTranslation('account');
  const { time } = useDates();
  const named = useDeviceWords();
  const { kind, icon, warns } = activityLook(entry.kind);
  const method = methodKinds.find((name) => name === entry.factor?.kind);
  const details = [
    method && t(`security.kinds.${method}`),
    entry.device && named(entry.device),
    entry.application,
    entry.source,
    entry.actor && t('activity.by', { actor: entry.actor }),
  ].filter(Boolean);
  return (
    <li className={styles['entry']}>
      <span className={classNames(styles['icon'], warns && styles['warns'])}>
        <AccountIcon name={icon} />
      </span>
      <div className={styles['words']}>
        <p className={styles['what']}>{t(`activity.kinds.${kind}`)}</p>
        {details.length > 0 && <p className={styles['details']}>{details.join(' · ')}</p>}
      </div>
      <time dateTime={entry.at} className={styles['time']}>
        {time(entry.at)}
      </time>
    </li>
  );
}
