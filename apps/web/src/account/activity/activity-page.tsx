import type { ActivityPage as Page } from '@postern/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { TextLink } from '../../ui/text-link';
import { Actions } from '../frame/section';
import { ActivityDays } from './activity-days';
import { ActivityFilter, type Filter } from './activity-filter';
import styles from './activity.module.css';

const firstPage: string | null = null;

export function ActivityPage() {
  const { t } = useTranslation('account');
  const [filter, setFilter] = useState<Filter>('all');
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: ['account', '/activity', filter],
    queryFn: ({ pageParam, signal }) => request<Page>('GET', pathOf(filter, pageParam), undefined, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const shown = data?.pages.flatMap(({ entries }) => entries);
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
      {shown ? (
        <>
          <p role="status" className={styles['count']}>
            {t(hasNextPage ? 'activity.newest' : 'activity.shown', { count: shown.length })}
          </p>
          {shown.length === 0 ? <p>{t('activity.none')}</p> : <ActivityDays entries={shown} />}
        </>
      ) : (
        !error && <Loading />
      )}
      <ProblemNotice problem={error}>
        <Button look="secondary" onClick={() => void (data ? fetchNextPage() : refetch())}>
          {t('tryAgain')}
        </Button>
      </ProblemNotice>
      {hasNextPage && !error && (
        <Actions>
          <Button look="secondary" pending={isFetching} onClick={() => void fetchNextPage()}>
            {t('activity.more')}
          </Button>
        </Actions>
      )}
    </>
  );
}

/** The server filters: what is asked for may lie many pages back. */
const pathOf = (filter: Filter, cursor: string | null): string =>
  `/v1/account/activity?${new URLSearchParams({
    limit: '50',
    ...(filter === 'all' ? {} : { topic: filter }),
    ...(cursor === null ? {} : { cursor }),
  }).toString()}`;
