import { classNames } from '../../ui/class-names';
import { useDates } from '../dates';
import { AccountIcon, type AccountIconName } from '../frame/account-icon';
import { Section } from '../frame/section';
import styles from './activity.module.css';
import { byDay } from './by-day';

/** Something that happened, in the reader's words. */
export interface Happening {
  id: string;
  /** RFC 3339. */
  at: string;
  icon: AccountIconName;
  /** Worth a second look by the reader. */
  warns?: boolean | undefined;
  what: string;
  /** What more there is to know, the most important first. */
  details: readonly (string | false | null | undefined)[];
}

/** What happened, newest first, set apart by the reader's days. */
export function DayList({ happenings }: { happenings: readonly Happening[] }) {
  const { day } = useDates();
  return byDay(happenings).map(({ at, entries }) => (
    <Section key={at} title={day(at)}>
      <ol className={styles['entries']}>
        {entries.map((happening) => (
          <Entry key={happening.id} happening={happening} />
        ))}
      </ol>
    </Section>
  ));
}

function Entry({ happening: { at, icon, warns, what, details } }: { happening: Happening }) {
  const { time } = useDates();
  const known = details.filter(Boolean);
  return (
    <li className={styles['entry']}>
      <span className={classNames(styles['icon'], warns && styles['warns'])}>
        <AccountIcon name={icon} />
      </span>
      <div className={styles['words']}>
        <p className={styles['what']}>{what}</p>
        {known.length > 0 && <p className={styles['details']}>{known.join(' · ')}</p>}
      </div>
      <time dateTime={at} className={styles['time']}>
        {time(at)}
      </time>
    </li>
  );
}
