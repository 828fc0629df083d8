import type { OrganizationView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { AccountIcon } from '../../account/frame/account-icon';
import { Item, Items } from '../../account/frame/items';
import { TextLink } from '../../ui/text-link';

export function OrganizationItems({ organizations }: { organizations: readonly OrganizationView[] }) {
  const { t, i18n } = useTranslation('organization');
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <Items>
      {organizations.map(({ id, name, members }) => (
        <Item
          key={id}
          icon={<AccountIcon name="building" />}
          title={
            <TextLink to="/organizations/$id" params={{ id }}>
              {name}
            </TextLink>
          }
          details={[t('list.members', { count: members, members: number.format(members) })]}
        />
      ))}
    </Items>
  );
}
