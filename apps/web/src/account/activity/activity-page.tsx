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
import { activityLook } from './activity-kinds';
import styles from './activity.module.css';

const firstPage: string | null = null;

export function ActivityPage() {
  const { t } = useTranslation('account');
  const [filter, setFilter] = useState<Filter>('all');
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: ['account', '/activity'],
    queryFn: ({ pageParam, signal }) => request<Page>('GET', pathOf(pageParam), undefined, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const all = data?.pages.flatMap(({ entries }) => entries);
  const shown = all?.filter(({ kind }) => filter === 'all' || activityLook(kind).group === filter);
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
            {t('activity.shown', { count: shown.length })}
          </p>
          {shown.length === 0 ? (
            <p>{t(hasNextPage ? 'activity.noneYet' : 'activity.none')}</p>
          ) : (
            <ActivityDays entries={shown} />
          )}
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

const pathOf = (cursor: string | null): string =>
  `/v1/account/activity?limit=50${cursor === null ? '' : `&cursor=${cursor}`}`;
