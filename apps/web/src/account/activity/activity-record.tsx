import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { Actions } from '../frame/section';
import styles from './activity.module.css';
import { DayList, type Happening } from './day-list';

interface Page<Entry> {
  entries: Entry[];
  nextCursor: string | null;
}

interface Props<Entry> {
  queryKey: readonly string[];
  /** Where it is read, such as `/v1/account/activity`. */
  path: string;
  /** What is asked of it beside the page. */
  search?: Record<string, string>;
  tell: (entry: Entry) => Happening;
  /** What to say where nothing happened. */
  none: string;
}

const firstPage: string | null = null;

/** What is on record, a page more whenever somebody asks for older entries. */
export function ActivityRecord<Entry>({ queryKey, path, search = {}, tell, none }: Props<Entry>) {
  const { t } = useTranslation('account');
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({
        limit: '50',
        ...search,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      });
      return request<Page<Entry>>('GET', `${path}?${asked.toString()}`, undefined, { signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const shown = data?.pages.flatMap(({ entries }) => entries);
  return (
    <>
      {shown ? (
        <>
          <p role="status" className={styles['count']}>
            {t(hasNextPage ? 'activity.newest' : 'activity.shown', { count: shown.length })}
          </p>
          {shown.length === 0 ? <p>{none}</p> : <DayList happenings={shown.map(tell)} />}
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
