import type { DeliveryList } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Item, Items } from '../../account/frame/items';
import { Loaded } from '../../account/frame/loaded';
import { Actions, Section } from '../../account/frame/section';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { useOrganizationData } from '../organization-data';

const shownAtFirst = 5;

/** Whether what a member waits for has been sent, and where to. */
export function DeliveriesSection({ accountId }: { accountId: string }) {
  const { t } = useTranslation('members');
  const query = useOrganizationData<DeliveryList>(`/members/${accountId}/deliveries`);
  const [all, setAll] = useState(false);
  return (
    <Section title={t('deliveries.title')} lead={t('deliveries.lead')}>
      <Loaded query={query}>
        {({ deliveries }) => (
          <>
            {deliveries.length === 0 && <p>{t('deliveries.none')}</p>}
            <Items>
              {deliveries.slice(0, all ? undefined : shownAtFirst).map((delivery) => (
                <Delivery key={delivery.id} delivery={delivery} />
              ))}
            </Items>
            {!all && deliveries.length > shownAtFirst && (
              <Actions>
                <Button look="secondary" onClick={() => setAll(true)}>
                  {t('deliveries.all', { count: deliveries.length })}
                </Button>
              </Actions>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Delivery({ delivery }: { delivery: DeliveryList['deliveries'][number] }) {
  const { t, i18n } = useTranslation('members');
  const { ago } = useDates();
  const { template, channel, destination, state, attempts, queuedAt, sentAt } = delivery;
  // Applications send messages of their own.
  const known = i18n.exists(`deliveries.templates.${template}`, { ns: 'members' });
  return (
    <Item
      icon={<Icon name={channel === 'email' ? 'email' : 'phone'} />}
      title={t(`deliveries.templates.${known ? (template as 'other') : 'other'}`)}
      details={[
        `${t(`deliveries.channels.${channel}`)} · ${destination}`,
        [
          t(`deliveries.states.${state}`),
          ago(sentAt ?? queuedAt),
          attempts > 1 && t('deliveries.attempts', { count: attempts }),
        ]
          .filter(Boolean)
          .join(' · '),
      ]}
    />
  );
}
