import type { AccountView, NotificationPreferences } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { CheckboxField } from '../../ui/checkbox-field';
import { ProblemNotice } from '../../ui/problem-notice';
import { takeAccount, useAccount } from '../account-data';
import { Said, Section } from '../frame/section';
import { useSaved } from '../use-saved';

const channels = ['email', 'sms'] as const;

/** Messages that may be turned off; those about security are sent whatever is chosen here. */
export function NotificationsSection() {
  const { t } = useTranslation('account');
  const { applications } = useAccount().notifications;
  const [saved, setSaved] = useSaved();
  const change = useAction(
    (notifications: NotificationPreferences) => request<AccountView>('PATCH', '/v1/account', { notifications }),
    {
      onDone: (account) => {
        takeAccount(account);
        setSaved();
      },
    },
  );
  return (
    <Section title={t('preferences.notifications')} lead={t('preferences.notificationsLead')}>
      <ProblemNotice problem={change.problem} />
      <div>
        {channels.map((channel) => (
          <CheckboxField
            key={channel}
            name={channel}
            label={t(`preferences.channels.${channel}`)}
            checked={applications[channel]}
            onChange={({ target }) => change.run({ applications: { ...applications, [channel]: target.checked } })}
          />
        ))}
      </div>
      <Said>{saved && t('saved')}</Said>
    </Section>
  );
}
