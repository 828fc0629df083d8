import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem';
import { ButtonLink } from '../ui/button-link';
import { Loading } from '../ui/loading';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';

/**
 * The account is made and its owner is being signed in. An address that has an account already gets the same answer as any
 * other, and then the sign-in is refused: nobody learns here whose addresses are known.
 */
export function AccountMade({ problem, email }: { problem: unknown; email: string }) {
  const { t } = useTranslation('registration');
  const refused = isProblem(problem, 'sign_in.rejected');
  return (
    <>
      <PageTitle lead={problem ? <p>{t('made.detail', { email })}</p> : undefined}>{t('made.title')}</PageTitle>
      {problem ? (
        <>
          {!refused && <ProblemNotice problem={problem} />}
          <ButtonLink to="/sign-in" wide>
            {t('made.signIn')}
          </ButtonLink>
        </>
      ) : (
        <Loading />
      )}
    </>
  );
}
