import type { OrganizationActivityPage } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import styles from '../../account/activity/activity.module.css';
import { byDay } from '../../account/activity/by-day';
import { useDates } from '../../account/dates';
import { useDeviceWords } from '../../account/device-words';
import { AccountIcon } from '../../account/frame/account-icon';
import { Section } from '../../account/frame/section';
import { kindLook } from './organization-kinds';

type Entry = OrganizationActivityPage['entries'][number];

export function OrganizationDays({ entries }: { entries: readonly Entry[] }) {
  const { day } = useDates();
  return byDay(entries).map(({ at, entries: ofDay }) => (
    <Section key={at} title={day(at)}>
      <ol className={styles['entries']}>
        {ofDay.map((entry) => (
          <DayEntry key={entry.id} entry={entry} />
        ))}
      </ol>
    </Section>
  ));
}

function DayEntry({ entry }: { entry: Entry }) {
  const { t } = useTranslation('members');
  const { time } = useDates();
  const named = useDeviceWords();
  const { kind, icon } = kindLook(entry.kind);
  const actor = entry.actor === 'command-line' ? t('activity.commandLine') : entry.actor;
  const details = [
    // Whoever joins or leaves does it themselves.
    entry.account !== entry.actor && entry.account,
    actor && t('activity.by', { actor }),
    entry.device && named(entry.device),
    entry.source,
  ].filter(Boolean);
  return (
    <li className={styles['entry']}>
      <span className={styles['icon']}>
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
