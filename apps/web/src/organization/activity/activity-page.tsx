import type { OrganizationActivityPage as Page } from '@postern/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import styles from '../../account/activity/activity.module.css';
import { Actions } from '../../account/frame/section';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { organizationKey, useOrganizationId } from '../organization-data';
import { OrganizationDays } from './organization-days';

const firstPage: string | null = null;

/** Who did what in the organization, and to whom. */
export function OrganizationActivityPage() {
  const { t } = useTranslation(['members', 'organization']);
  const id = useOrganizationId();
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: organizationKey(id, '/activity'),
    queryFn: ({ pageParam, signal }) =>
      request<Page>('GET', `/v1/organizations/${id}/activity?${pageOf(pageParam)}`, undefined, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const shown = data?.pages.flatMap(({ entries }) => entries);
  return (
    <>
      <PageTitle lead={<p>{t('activity.lead')}</p>}>{t('activity.title', { ns: 'organization' })}</PageTitle>
      {shown ? (
        <>
          <p role="status" className={styles['count']}>
            {t(hasNextPage ? 'activity.newest' : 'activity.shown', { count: shown.length })}
          </p>
          {shown.length === 0 ? <p>{t('activity.none')}</p> : <OrganizationDays entries={shown} />}
        </>
      ) : (
        !error && <Loading />
      )}
      <ProblemNotice problem={error}>
        <Button look="secondary" onClick={() => void (data ? fetchNextPage() : refetch())}>
          {t('tryAgain', { ns: 'organization' })}
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

const pageOf = (cursor: string | null): string =>
  new URLSearchParams({ limit: '50', ...(cursor === null ? {} : { cursor }) }).toString();
