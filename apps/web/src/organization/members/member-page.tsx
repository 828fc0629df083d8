import type { MemberView } from '@postern/contracts';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../account/account-data';
import { Loaded } from '../../account/frame/loaded';
import { PageTitle } from '../../ui/page-title';
import { TextLink } from '../../ui/text-link';
import { useOrganization, useOrganizationData } from '../organization-data';
import { DeliveriesSection } from './deliveries-section';
import { FactsSection } from './facts-section';
import { HelpSection } from './help-section';
import { LeaveSection } from './leave-section';
import { MethodsSection } from './methods-section';
import { RemoveSection } from './remove-section';
import { RoleSection } from './role-section';

/** One member, and what can be done for them. */
export function MemberPage() {
  const { t } = useTranslation('members');
  const { accountId } = useParams({ from: '/organizations-area/organizations/$id/members/$accountId' });
  const { id } = useOrganization();
  const query = useOrganizationData<MemberView>(`/members/${accountId}`);
  const [removed, setRemoved] = useState<string>();
  const back = (
    <p>
      <TextLink to="/organizations/$id/members" params={{ id }}>
        {t('member.back')}
      </TextLink>
    </p>
  );
  if (removed !== undefined) {
    return (
      <>
        <PageTitle key="removed">{t('member.removed', { username: removed })}</PageTitle>
        {back}
      </>
    );
  }
  return (
    <>
      {back}
      <Loaded query={query}>
        {(member) => <Member key={accountId} member={member} onRemoved={() => setRemoved(member.username)} />}
      </Loaded>
    </>
  );
}

function Member({ member, onRemoved }: { member: MemberView; onRemoved: () => void }) {
  const { role } = useOrganization();
  const me = useAccount();
  const { name, accountId } = member;
  // One's own methods and sessions are on the pages of one's account.
  const own = accountId === me.id;
  return (
    <>
      <PageTitle>{`${name.given} ${name.family}`}</PageTitle>
      <FactsSection member={member} />
      {role !== 'support' && <RoleSection member={member} />}
      {!own && (
        <>
          <HelpSection member={member} />
          <MethodsSection member={member} />
          <DeliveriesSection accountId={accountId} />
        </>
      )}
      {own && <LeaveSection />}
      {!own && role !== 'support' && <RemoveSection member={member} onRemoved={onRemoved} />}
    </>
  );
}
