import type { MfaAdoption, SentReminder } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Actions, Said, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadOrganization, useOrganizationId } from '../organization-data';
import { useNumbers } from '../paging/use-numbers';

/** A mail to everybody who has no method. */
export function ReminderSection({ adoption: { members, enrolled, lastReminderAt } }: { adoption: MfaAdoption }) {
  const { t } = useTranslation('organization');
  const { ago } = useDates();
  const number = useNumbers();
  const id = useOrganizationId();
  const [sent, setSent] = useState<SentReminder>();
  const remind = useProtectedAction(
    `remind ${id}`,
    (_: true) => request<SentReminder>('POST', `/v1/organizations/${id}/mfa-adoption/reminders`, {}),
    {
      onDone: async (reminder) => {
        setSent(reminder);
        await rereadOrganization(id, '/mfa-adoption');
      },
    },
  );
  return (
    <Section title={t('reminder.title')} lead={t('reminder.lead')}>
      <ProblemNotice problem={remind.problem} />
      <p>{lastReminderAt === null ? t('reminder.never') : t('reminder.last', { ago: ago(lastReminderAt) })}</p>
      <Actions>
        {enrolled < members && (
          <Button look="secondary" pending={remind.pending} onClick={() => remind.run(true)}>
            {t('reminder.send')}
          </Button>
        )}
        <Said>
          {sent && !remind.problem && t('reminder.sent', { count: sent.members, formatted: number(sent.members) })}
        </Said>
      </Actions>
    </Section>
  );
}
