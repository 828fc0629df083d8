import type { TrustedDeviceList } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadAccountData, useAccountData } from '../account-data';
import { useDates } from '../dates';
import { useDeviceWords } from '../device-words';
import { AccountIcon } from '../frame/account-icon';
import { Item, Items } from '../frame/items';
import { Loaded } from '../frame/loaded';
import { Actions, Section } from '../frame/section';
import { useProtectedAction } from '../use-protected-action';

/** Devices on which the second step is left out for a while. */
export function TrustedDevicesSection() {
  const { t } = useTranslation('account');
  const { ago, date } = useDates();
  const named = useDeviceWords();
  const query = useAccountData<TrustedDeviceList>('/trusted-devices');
  const forget = useProtectedAction(
    'forget-devices',
    ({ id }: { id?: string }) => request('DELETE', `/v1/account/trusted-devices${id ? `/${id}` : ''}`),
    { onDone: () => rereadAccountData('/trusted-devices') },
  );
  return (
    <Section title={t('devices.title')} lead={t('devices.lead')}>
      <ProblemNotice problem={forget.problem} />
      <Loaded query={query}>
        {({ devices }) =>
          devices.length === 0 ? (
            <p>{t('devices.none')}</p>
          ) : (
            <>
              <Items>
                {devices.map(({ id, device, source, lastUsedAt, expiresAt }) => (
                  <Item
                    key={id}
                    icon={<AccountIcon name="device" />}
                    title={named(device)}
                    details={[
                      [t('lastUsed', { ago: ago(lastUsedAt) }), source].filter(Boolean).join(' · '),
                      t('devices.until', { date: date(expiresAt) }),
                    ]}
                    actions={
                      <Button
                        look="quiet"
                        pending={forget.pending}
                        aria-label={t('devices.forgetThis', { device: named(device) })}
                        onClick={() => forget.run({ id })}
                      >
                        {t('devices.forget')}
                      </Button>
                    }
                  />
                ))}
              </Items>
              <Actions>
                <Button look="secondary" pending={forget.pending} onClick={() => forget.run({})}>
                  {t('devices.forgetAll')}
                </Button>
              </Actions>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
