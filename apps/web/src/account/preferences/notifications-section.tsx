import type { NotificationPreferences } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { CheckboxField } from '../../ui/checkbox-field';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAccount } from '../account-data';
import { Said, Section } from '../frame/section';
import { useChoice } from './use-choice';

const channels = ['email', 'sms'] as const;

/** Messages that may be turned off; those about security are sent whatever is chosen here. */
export function NotificationsSection() {
  const { t } = useTranslation('account');
  const messages = useChoice('notifications', useAccount().notifications, (notifications: NotificationPreferences) => ({
    notifications,
  }));
  const { applications } = messages.shown;
  return (
    <Section title={t('preferences.notifications')} lead={t('preferences.notificationsLead')}>
      <ProblemNotice problem={messages.problem} />
      <div>
        {channels.map((channel) => (
          <CheckboxField
            key={channel}
            name={channel}
            label={t(`preferences.channels.${channel}`)}
            checked={applications[channel]}
            onChange={({ target }) => messages.choose({ applications: { ...applications, [channel]: target.checked } })}
          />
        ))}
      </div>
      <Said>{messages.saved && t('saved')}</Said>
    </Section>
  );
}
