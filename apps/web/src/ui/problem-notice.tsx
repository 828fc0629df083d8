import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, isProblem, NetworkProblem, retryAtOf } from '../api/problem';
import { PasskeyRefused } from '../passkeys/passkey-refused';
import { HeldContext } from './held';
import { Notice } from './notice';
import { RetryTime } from './retry-time';
import { useCountdown } from './use-countdown';

interface Props {
  problem: unknown;
  /** Who helps, where nothing here does. */
  supportContact?: string | undefined;
  /** Fields of the form around it: what is said at them is not said twice. */
  fields?: readonly string[];
  children?: ReactNode;
}

/** What went wrong and what to do about it. Shows nothing while nothing is wrong. */
export function ProblemNotice({ problem, supportContact, fields = [], children }: Props) {
  const { t } = useTranslation();
  const retryAt = retryAtOf(problem);
  const secondsLeft = useCountdown(retryAt);
  if (!problem) return null;
  const wayOn = (
    <>
      {retryAt !== undefined && <RetryTime secondsLeft={secondsLeft} />}
      <HeldContext value={secondsLeft > 0 ? 'held' : undefined}>{children}</HeldContext>
    </>
  );
  if (problem instanceof ApiProblem) {
    const errors = problem.body.errors ?? [];
    const elsewhere = errors.filter(({ field }) => !fields.includes(field));
    // The fields say it all, and the first of them has the focus.
    if (errors.length > 0 && elsewhere.length === 0) return null;
    const { title, detail, requestId } = problem.body;
    return (
      <Notice look="error" title={title} takesFocus={errors.length === elsewhere.length} key={problem.message}>
        {detail !== undefined && !(retryAt !== undefined && saysOnlyToWait(problem)) && <p>{detail}</p>}
        {elsewhere.map(({ field, message }) => (
          <p key={field}>{message}</p>
        ))}
        {problem.status >= 500 && requestId !== undefined && <p>{t('problem.requestId', { requestId })}</p>}
        {supportContact !== undefined && <p>{t('problem.support', { contact: supportContact })}</p>}
        {wayOn}
      </Notice>
    );
  }
  if (problem instanceof PasskeyRefused) {
    return (
      <Notice look="error" title={t(`passkey.${problem.reason}.title`)} takesFocus>
        <p>{t(`passkey.${problem.reason}.detail`)}</p>
      </Notice>
    );
  }
  const network = problem instanceof NetworkProblem;
  return (
    <Notice look="error" title={t(network ? 'problem.network' : 'problem.unexpected')} takesFocus>
      {retryAt === undefined && <p>{t(network ? 'problem.networkDetail' : 'problem.unexpectedDetail')}</p>}
      {wayOn}
    </Notice>
  );
}

/** Their words say that it takes a while: where it is known how long, that is said instead. */
const saysOnlyToWait = (problem: ApiProblem): boolean =>
  isProblem(problem, 'request.rate_limited', 'service.unavailable', 'service.overloaded');
