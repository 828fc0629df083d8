import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Actions, Section } from '../../account/frame/section';
import { queryClient } from '../../api/query-client';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { ProblemNotice } from '../../ui/problem-notice';
import { organizationsQuery, useOrganization } from '../organization-data';
import { AskedAction } from './asked-action';

/** For the member that somebody is themselves. */
export function LeaveSection() {
  const { t } = useTranslation('members');
  const { id, name } = useOrganization();
  const navigate = useNavigate();
  const leave = useAction((_: undefined) => request('DELETE', `/v1/organizations/${id}/members/me`), {
    onDone: async () => {
      await navigate({ to: '/account' });
      await queryClient.invalidateQueries({ queryKey: organizationsQuery.queryKey.slice(0, 2) });
    },
  });
  return (
    <Section title={t('member.leave')} lead={t('member.leaveLead')}>
      <ProblemNotice problem={leave.problem} />
      <Actions>
        <AskedAction
          action={leave}
          look="danger"
          button={t('member.leave')}
          ask={t('member.leaveAsk', { organization: name })}
          detail={t('member.leaveAskDetail')}
          no={t('member.leaveKeep')}
          yes={t('member.leaveNow')}
        />
      </Actions>
    </Section>
  );
}
