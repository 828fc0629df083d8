import type { SessionList } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { Button } from '../../ui/button';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadAccountData, useAccountData } from '../account-data';
import { useDates } from '../dates';
import { useDeviceWords } from '../device-words';
import { AccountIcon } from '../frame/account-icon';
import { Item, Items } from '../frame/items';
import { Loaded } from '../frame/loaded';
import { Actions, Section } from '../frame/section';

/** Where the account is signed in, this browser first. */
export function SessionsSection() {
  const { t } = useTranslation('account');
  const { ago, date } = useDates();
  const named = useDeviceWords();
  const query = useAccountData<SessionList>('/sessions');
  const end = useAction(({ id }: { id?: string }) => request('DELETE', `/v1/account/sessions${id ? `/${id}` : ''}`), {
    onDone: () => rereadAccountData('/sessions'),
  });
  return (
    <Section title={t('sessions.title')} lead={t('sessions.lead')}>
      <ProblemNotice problem={end.problem} />
      <Loaded query={query}>
        {({ sessions }) => (
          <>
            <Items>
              {sessions
                .toSorted((one, other) => Number(other.current) - Number(one.current))
                .map(({ id, current, device, source, application, signedInAt, lastUsedAt }) => (
                  <Item
                    key={id}
                    icon={<AccountIcon name={application === null ? 'device' : 'application'} />}
                    title={named(device)}
                    badge={current ? t('sessions.current') : undefined}
                    details={[
                      [application, source].filter(Boolean).join(' · '),
                      `${t('lastUsed', { ago: ago(lastUsedAt) })} · ${t('sessions.since', { date: date(signedInAt) })}`,
                    ]}
                    actions={
                      current ? undefined : (
                        <Button
                          look="quiet"
                          pending={end.pending}
                          aria-label={t('sessions.endThis', { device: named(device) })}
                          onClick={() => end.run({ id })}
                        >
                          {t('sessions.end')}
                        </Button>
                      )
                    }
                  />
                ))}
            </Items>
            {sessions.length > 1 && (
              <Actions>
                <Button look="secondary" pending={end.pending} onClick={() => end.run({})}>
                  {t('sessions.endOthers')}
                </Button>
              </Actions>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
