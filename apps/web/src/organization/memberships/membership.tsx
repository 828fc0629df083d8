import type { OrganizationView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { AccountIcon } from '../../account/frame/account-icon';
import { Item } from '../../account/frame/items';
import { isProblem } from '../../api/problem';
import { ProblemNotice } from '../../ui/problem-notice';
import { TextLink } from '../../ui/text-link';
import { AskedAction } from '../members/asked-action';
import { useLeave } from '../use-leave';
import { administered } from '../use-standing';

interface Props {
  organization: OrganizationView;
  onLeft: () => void;
}

export function Membership({ organization, onLeft }: Props) {
  const { t } = useTranslation('organization');
  const { id, name, role } = organization;
  const leave = useLeave(id, onLeft);
  const [mine] = administered([organization]);
  return (
    <Item
      icon={<AccountIcon name="building" />}
      title={
        mine ? (
          <TextLink to="/organizations/$id" params={{ id }}>
            {name}
          </TextLink>
        ) : (
          name
        )
      }
      details={[t(`roles.${role}`)]}
      actions={
        <AskedAction
          action={leave}
          look="danger"
          button={t('leave.button')}
          name={t('leave.this', { organization: name })}
          ask={t('leave.ask', { organization: name })}
          detail={t('leave.lead')}
          no={t('leave.keep')}
          yes={t('leave.button')}
        />
      }
    >
      {leave.problem ? (
        <ProblemNotice problem={leave.problem}>
          {isProblem(leave.problem, 'organization.last_administrator') && (
            <p>
              <TextLink to="/organizations/$id/members" params={{ id }}>
                {t('memberships.toMembers')}
              </TextLink>
            </p>
          )}
        </ProblemNotice>
      ) : undefined}
    </Item>
  );
}
