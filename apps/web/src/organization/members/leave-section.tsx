import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Actions, Section } from '../../account/frame/section';
import { ProblemNotice } from '../../ui/problem-notice';
import { useOrganization } from '../organization-data';
import { useLeave } from '../use-leave';
import { AskedAction } from './asked-action';

/** For the member that somebody is themselves. */
export function LeaveSection() {
  const { t } = useTranslation('organization');
  const { id, name } = useOrganization();
  const navigate = useNavigate();
  const leave = useLeave(id, () => navigate({ to: '/account' }));
  return (
    <Section title={t('leave.title')} lead={t('leave.lead')}>
      <ProblemNotice problem={leave.problem} />
      <Actions>
        <AskedAction
          action={leave}
          look="danger"
          button={t('leave.title')}
          ask={t('leave.ask', { organization: name })}
          detail={t('leave.lead')}
          no={t('leave.keep')}
          yes={t('leave.button')}
        />
      </Actions>
    </Section>
  );
}
