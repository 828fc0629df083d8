import type { FactorList, NewRecoveryCodes, RecoveryCodesStanding } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadAccountData, useAccountData } from '../account-data';
import { useDates } from '../dates';
import { Loaded } from '../frame/loaded';
import { Actions, Section } from '../frame/section';
import { useReturnedFocus } from '../frame/use-kept-focus';
import { useProtectedAction } from '../use-protected-action';
import { RecoveryCodes } from './recovery-codes';

export function RecoveryCodesSection() {
  const { t } = useTranslation('account');
  const query = useAccountData<RecoveryCodesStanding>('/recovery-codes');
  const methods = useAccountData<FactorList>('/factors').data?.factors;
  const [codes, setCodes] = useState<NewRecoveryCodes>();
  const opener = useReturnedFocus<HTMLButtonElement>(codes !== undefined);
  const [asking, setAsking] = useState(false);
  const make = useProtectedAction(
    'recovery-codes',
    () => request<NewRecoveryCodes>('POST', '/v1/account/recovery-codes', {}),
    {
      onDone: async (made) => {
        setCodes(made);
        await rereadAccountData('/recovery-codes', '/factors');
      },
    },
  );
  const makeNow = () => {
    setAsking(false);
    make.run(undefined);
  };
  return (
    <Section title={t('codes.title')} lead={t('codes.lead')}>
      <ProblemNotice problem={make.problem} />
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />
      ) : (
        <Loaded query={query}>
          {({ left, createdAt }) => (
            <>
              <Standing left={left} createdAt={createdAt} />
              {methods?.length === 0 ? (
                <p>{t('codes.methodFirst')}</p>
              ) : (
                <Actions>
                  <Button
                    ref={opener}
                    look="secondary"
                    pending={make.pending}
                    onClick={() => (left === 0 ? makeNow() : setAsking(true))}
                  >
                    {t(createdAt === null ? 'codes.make' : 'codes.makeNew')}
                  </Button>
                </Actions>
              )}
            </>
          )}
        </Loaded>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('codes.ask')}
        description={t('codes.askDetail')}
        actions={
          <>
            <Button look="secondary" onClick={() => setAsking(false)}>
              {t('cancel')}
            </Button>
            <Button onClick={makeNow}>{t('codes.makeNew')}</Button>
          </>
        }
      />
    </Section>
  );
}

function Standing({ left, createdAt }: RecoveryCodesStanding) {
  const { t } = useTranslation('account');
  const { date } = useDates();
  if (createdAt === null) return <p>{t('codes.none')}</p>;
  const words = `${t('codes.left', { count: left })} ${t('codes.made', { date: date(createdAt) })}`;
  return left < 3 ? (
    <Notice look="warning" title={words}>
      <p>{t('codes.few')}</p>
    </Notice>
  ) : (
    <p>{words}</p>
  );
}
