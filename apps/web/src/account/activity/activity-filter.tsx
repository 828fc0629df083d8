import { useTranslation } from 'react-i18next';
import { activityGroups } from './activity-kinds';
import styles from './activity.module.css';

export type Filter = 'all' | (typeof activityGroups)[number];

const filters: readonly Filter[] = ['all', ...activityGroups];

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
          {t(`activity.groups.${filter}`)}
        </button>
      ))}
    </div>
  );
}
