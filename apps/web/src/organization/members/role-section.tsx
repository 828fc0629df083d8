import type { MemberView, OrganizationRole } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../account/account-data';
import { Said, Section } from '../../account/frame/section';
import { useProtectedAction } from '../../account/use-protected-action';
import { useSaved } from '../../account/use-saved';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { SelectField } from '../../ui/select-field';
import { rereadOrganization, takeOrganizationData, useOrganization } from '../organization-data';
import styles from './member.module.css';
import { useBackInView } from './use-back-in-view';

interface RoleForm {
  role: OrganizationRole;
}

export function RoleSection({ member: { accountId, role } }: { member: MemberView }) {
  const { t } = useTranslation('members');
  const { id } = useOrganization();
  const me = useAccount();
  const [saved, setSaved] = useSaved();
  const change = useProtectedAction(
    `member-role ${accountId}`,
    (form: RoleForm) => request<MemberView>('PUT', `/v1/organizations/${id}/members/${accountId}`, form),
    {
      onDone: (member) => {
        takeOrganizationData(id, `/members/${accountId}`, member);
        setSaved();
        // Whoever takes their own role away is nobody here any more.
        void rereadOrganization(id, accountId === me.id ? '' : '/members?');
      },
    },
  );
  const part = useBackInView(change.resumed);
  return (
    <div ref={part}>
      <Section title={t('member.change')} lead={t('member.changeLead')}>
        <Form<RoleForm> fields={['role']} problem={change.problem} onSubmit={change.run}>
          <div className={styles['role']}>
            <SelectField
              name="role"
              label={t('role')}
              defaultValue={change.kept?.role ?? role}
              options={[
                { value: 'member', label: t('roles.member') },
                { value: 'administrator', label: t('roles.administrator') },
              ]}
            />
            <Button type="submit" look="secondary" pending={change.pending}>
              {t('member.save')}
            </Button>
            <Said>{saved && t('member.saved')}</Said>
          </div>
        </Form>
      </Section>
    </div>
  );
}
