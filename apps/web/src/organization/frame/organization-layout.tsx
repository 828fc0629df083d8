import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SideLayout } from '../../account/frame/side-layout';
import { StepUpWanted } from '../../account/frame/step-up-wanted';
import { isProblem } from '../../api/problem';
import { NotFoundPage } from '../../app/not-found-page';
import { PlainLayout } from '../../app/plain-layout';
import { Button } from '../../ui/button';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { useOrganizationQuery } from '../organization-data';
import { OrganizationNavigation } from './organization-navigation';
import { mayOpen, usePageName } from './pages';

/** What all pages of one organization have around them. To whom it is no business of theirs it does not exist. */
export function OrganizationLayout() {
  const { t } = useTranslation('organization');
  const page = usePageName();
  const { data: organization, error, refetch } = useOrganizationQuery();
  if (isProblem(error, 'organization.not_found')) return <NotFoundPage />;
  if (isProblem(error, 'session.step_up_required')) return <StepUpWanted problem={error} />;
  if (organization && !mayOpen(organization.role, page)) return <NotFoundPage />;
  if (organization) {
    return (
      <SideLayout
        label={t('title')}
        name={organization.name}
        detail={t(`roles.${organization.role}`)}
        links={<OrganizationNavigation organization={organization} />}
      >
        <Outlet />
      </SideLayout>
    );
  }
  return (
    <PlainLayout>
      {error ? (
        <ProblemNotice problem={error}>
          <Button look="secondary" onClick={() => void refetch()}>
            {t('tryAgain')}
          </Button>
        </ProblemNotice>
      ) : (
        <Loading />
      )}
    </PlainLayout>
  );
}
