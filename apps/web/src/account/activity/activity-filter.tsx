import type { ActivityTopic } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import styles from './activity.module.css';

const filters = ['all', 'sign-ins', 'methods', 'account', 'recovery'] as const satisfies ('all' | ActivityTopic)[];
export type Filter = (typeof filters)[number];

interface Props {
  value: Filter;
  onChoose: (filter: Filter) => void;
}

export function ActivityFilter({ value, onChoose }: Props) {
  const { t } = useTranslation('account');
  return (
    <div role="group" aria-label={t('activity.filter')} className={styles['filters']}>
      {filters.map((filter) => (
        <button
          key={filter}
          type="button"
          className={styles['filter']}
          aria-pressed={filter === value}
          onClick={() => onChoose(filter)}
        >
          {t(`activity.topics.${filter}`)}
        </button>
      ))}
    </div>
  );
}
