import type { RolloutView } from '@postern/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNumbers } from '../paging/use-numbers';
import { useOrganization } from '../organization-data';
import styles from './general.module.css';
import { goesOn } from './rollout-data';

/** How far it has come: seen at each step, read out at each quarter and when its state changes. */
export function RolloutProgress({ rollout }: { rollout: RolloutView }) {
  const { t } = useTranslation('organization');
  const number = useNumbers();
  const id = useId();
  const { members } = useOrganization();
  const { state, succeeded, failed, skipped } = rollout;
  const done = succeeded + failed + skipped;
  // While their list is read nobody knows better than the organization how many there will be.
  const all = Math.max(goesOn(rollout) ? members : 0, rollout.members, done);
  const quarter = all === 0 ? 4 : Math.floor((done / all) * 4);
  const words = (processed: number) => t('rollout.processed', { processed: number(processed), members: number(all) });
  return (
    <div className={styles['progress']}>
      <p className={styles['state']} data-state={state}>
        {t(`rollout.states.${state}`)}
      </p>
      <progress value={done} max={Math.max(1, all)} aria-labelledby={id} />
      <p id={id}>{words(done)}</p>
      <dl className={styles['counts']}>
        {(
          [
            ['succeeded', succeeded],
            ['failed', failed],
            ['skipped', skipped],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{t(`rollout.${name}`)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['quiet']}>{t(`rollout.meaning.${state}`)}</p>
      <p role="status" className={styles['heard']}>
        {`${t(`rollout.states.${state}`)}. ${quarter > 0 ? words(Math.floor((all * quarter) / 4)) : ''}`}
      </p>
    </div>
  );
}
