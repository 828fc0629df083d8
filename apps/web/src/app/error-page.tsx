import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';
import { PlainLayout } from './plain-layout';

/** A page that could not be loaded or drawn: a part is missing while the network is away, or after an update of ours. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <PlainLayout>
      <PageTitle>{t('error.title')}</PageTitle>
      <ProblemNotice problem={error} />
      <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
    </PlainLayout>
  );
}
