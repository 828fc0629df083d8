import type { AccountClosure, ClosedAccount } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../api/query-client';
import { request } from '../../api/request';
import type { Action } from '../../api/use-action';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { TextLink } from '../../ui/text-link';
import { useAccount, useAccountData } from '../account-data';
import { useDates } from '../dates';
import { Loaded } from '../frame/loaded';
import { Actions, Section } from '../frame/section';
import { personLeft } from '../person';
import { useProtectedAction } from '../use-protected-action';
import { closedAccountQuery } from './closed-account';

const consequences = ['sessions', 'methods', 'applications'] as const;

export function ClosePage() {
  const { t } = useTranslation('account');
  const close = useProtectedAction('close', () => request<ClosedAccount>('POST', '/v1/account/closure', {}), {
    onDone: (closed) => {
      queryClient.setQueryData(closedAccountQuery.queryKey, closed);
      personLeft();
    },
  });
  return (
    <>
      <PageTitle lead={<p>{t('close.lead')}</p>}>{t('close.title')}</PageTitle>
      <ProblemNotice problem={close.problem} />
      <Section title={t('close.what')}>
        <Loaded query={useAccountData<AccountClosure>('/closure')}>
          {(closure) => <Consequences closure={closure} close={close} />}
        </Loaded>
      </Section>
    </>
  );
}

function Consequences({ closure: { graceDays }, close }: { closure: AccountClosure; close: Action<undefined> }) {
  const { t } = useTranslation('account');
  const { username, email } = useAccount();
  const until = useDates().inDays(graceDays);
  const [asking, setAsking] = useState(false);
  const closeNow = () => {
    setAsking(false);
    close.run(undefined);
  };
  return (
    <>
      <ul>
        {consequences.map((consequence) => (
          <li key={consequence}>{t(`close.consequences.${consequence}`)}</li>
        ))}
        <li>{t('close.undo', { count: graceDays, date: until })}</li>
        <li>{t('close.deleted')}</li>
      </ul>
      <p>
        <TextLink to="/account/export">{t('close.exportFirst')}</TextLink>
      </p>
      <Actions>
        <Button look="danger" pending={close.pending} onClick={() => setAsking(true)}>
          {t('close.button')}
        </Button>
      </Actions>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('close.ask', { username })}
        description={t('close.askDetail', { date: until, email })}
        actions={
          <>
            <Button look="secondary" onClick={() => setAsking(false)}>
              {t('close.keep')}
            </Button>
            <Button look="danger" onClick={closeNow}>
              {t('close.now')}
            </Button>
          </>
        }
      />
    </>
  );
}
