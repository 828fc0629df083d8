import type { OrganizationPage } from '@postern/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions } from '../../account/frame/section';
import { isProblem } from '../../api/problem';
import { request } from '../../api/request';
import { StepUpButton } from '../../account/frame/step-up-button';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { TextField } from '../../ui/text-field';
import { organizationKey } from '../organization-data';
import { OrganizationItems } from './organization-items';

const firstPage: string | null = null;

/** For those who run or help the whole installation: every organization, found while its name is typed. */
export function AllOrganizations() {
  const { t } = useTranslation('organization');
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery({
    queryKey: organizationKey('all', query),
    queryFn: ({ pageParam, signal }) =>
      request<OrganizationPage>('GET', pathOf(query, pageParam), undefined, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  if (isProblem(error, 'session.step_up_required')) return <StepUpButton problem={error} />;
  const shown = data?.pages.flatMap(({ organizations }) => organizations);
  return (
    <>
      <TextField
        name="query"
        type="search"
        label={t('list.find')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        required
        maxLength={100}
        autoComplete="off"
      />
      <p role="status">{shown?.length === 0 && t('list.none')}</p>
      {shown ? <OrganizationItems organizations={shown} /> : !error && <Loading />}
      <ProblemNotice problem={error}>
        <Button look="secondary" onClick={() => void refetch()}>
          {t('tryAgain')}
        </Button>
      </ProblemNotice>
      {hasNextPage && !error && (
        <Actions>
          <Button look="secondary" pending={isFetching} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </Actions>
      )}
    </>
  );
}

const pathOf = (query: string, cursor: string | null): string =>
  `/v1/admin/organizations?${new URLSearchParams({
    limit: '25',
    ...(query === '' ? {} : { query }),
    ...(cursor === null ? {} : { cursor }),
  }).toString()}`;
