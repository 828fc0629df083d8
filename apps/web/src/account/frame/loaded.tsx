import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';

interface Props<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}

/** What was read, or why not, with a way to try again. */
export function Loaded<Data>({ query: { data, error, refetch }, children }: Props<Data>) {
  const { t } = useTranslation('account');
  if (data !== undefined) return children(data);
  if (!error) return <Loading />;
  return (
    <ProblemNotice problem={error}>
      <Button look="secondary" onClick={() => void refetch()}>
        {t('tryAgain')}
      </Button>
    </ProblemNotice>
  );
}
