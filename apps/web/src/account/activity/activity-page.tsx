import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../ui/page-title';
import { TextLink } from '../../ui/text-link';
import { ActivityFilter, type Filter } from './activity-filter';
import { ActivityRecord } from './activity-record';
import { useActivityWords } from './use-activity-words';

export function ActivityPage() {
  const { t } = useTranslation('account');
  const [filter, setFilter] = useState<Filter>('all');
  const tell = useActivityWords();
  return (
    <>
      <PageTitle
        lead={
          <p>
            {t('activity.lead')} <TextLink to="/account/security">{t('activity.toSecurity')}</TextLink>
          </p>
        }
      >
        {t('activity.title')}
      </PageTitle>
      <ActivityFilter value={filter} onChoose={setFilter} />
      {/* The server filters: what is asked for may lie many pages back. */}
      <ActivityRecord
        queryKey={['account', '/activity', filter]}
        path="/v1/account/activity"
        search={filter === 'all' ? {} : { topic: filter }}
        tell={tell}
        none={t('activity.none')}
      />
    </>
  );
}
