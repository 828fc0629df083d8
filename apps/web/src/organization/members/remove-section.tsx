import type { MemberView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Actions, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadOrganization, useOrganization } from '../organization-data';
import { AskedAction } from './asked-action';

export function RemoveSection({ member, onRemoved }: { member: MemberView; onRemoved: () => void }) {
  const { t } = useTranslation('members');
  const { id, name } = useOrganization();
  const { accountId, username } = member;
  const remove = useProtectedAction(
    `remove-member ${accountId}`,
    (_: undefined) => request('DELETE', `/v1/organizations/${id}/members/${accountId}`),
    {
      onDone: () => {
        onRemoved();
        void rereadOrganization(id, '/members?');
      },
    },
  );
  return (
    <Section title={t('member.remove')} lead={t('member.removeLead')}>
      <ProblemNotice problem={remove.problem} />
      <Actions>
        <AskedAction
          action={remove}
          look="danger"
          button={t('member.remove')}
          ask={t('member.removeAsk', { username, organization: name })}
          detail={t('member.removeAskDetail')}
          no={t('member.removeKeep')}
          yes={t('member.removeNow')}
        />
      </Actions>
    </Section>
  );
}
