import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem';
import { Notice } from '../ui/notice';
import { ProblemNotice } from '../ui/problem-notice';

interface Props {
  token: string | undefined;
  problem: unknown;
}

/** What is wrong with a link. One that was cut short is no valid field to the API, and no whole link to the reader. */
export function LinkProblem({ token, problem }: Props) {
  const { t } = useTranslation('links');
  if (token !== undefined && !isProblem(problem, 'request.invalid')) return <ProblemNotice problem={problem} />;
  return (
    <Notice look="error" title={t('incomplete.title')} takesFocus>
      <p>{t('incomplete.detail')}</p>
    </Notice>
  );
}
