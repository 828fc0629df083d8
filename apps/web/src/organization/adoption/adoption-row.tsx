import type { AdoptionMembers } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { TextLink } from '../../ui/text-link';
import { useOrganizationId } from '../organization-data';
import styles from './adoption.module.css';

export function AdoptionRow({ member }: { member: AdoptionMembers['members'][number] }) {
  const { t, i18n } = useTranslation('organization');
  const id = useOrganizationId();
  const { accountId, username, email, standing, kinds, postponements } = member;
  const methods = new Intl.ListFormat(i18n.language).format(kinds.map((kind) => t(`kinds.${kind}`)));
  return (
    <li>
      <div>
        <TextLink to="/organizations/$id/members/$accountId" params={{ id, accountId }} preload={false}>
          {username}
        </TextLink>
        <p className={styles['quiet']}>{email}</p>
      </div>
      <div>
        <p>{standing === 'enrolled' ? methods || t('standings.enrolled') : t(`standings.${standing}`)}</p>
        {postponements > 0 && <p className={styles['quiet']}>{t('adoption.postponed', { count: postponements })}</p>}
      </div>
    </li>
  );
}
