import type { FactorView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/problem-notice';
import { useFlowAction } from './current-flow';
import { factorDetail, factorIcons } from './factor-words';
import styles from './flow.module.css';

interface Props {
  alternatives: readonly FactorView[];
  canRecover: boolean;
  /** The method that is asked for takes no answer now: this is the way on. */
  open: boolean;
  supportContact: string | undefined;
}

/** For whoever does not have the method at hand that is asked for, down to having lost them all. */
export function OtherWays({ alternatives, canRecover, open, supportContact }: Props) {
  const { t } = useTranslation('flow');
  const action = useFlowAction();
  if (alternatives.length === 0 && !canRecover) return null;
  const busy = action.pending !== false || undefined;
  return (
    <details className={styles['details']} open={open}>
      <summary>{t('otherWays.title')}</summary>
      <div>
        <ProblemNotice problem={action.problem} supportContact={supportContact} />
        <ul className={styles['options']}>
          {alternatives.map((factor) => (
            <li key={factor.id}>
              <button
                type="button"
                className={styles['option']}
                aria-disabled={busy}
                onClick={() => action.run({ to: '/challenge', body: { factorId: factor.id } })}
              >
                <Icon name={factorIcons[factor.kind]} size={24} />
                <span>
                  <strong>{t(`kinds.${factor.kind}.use`)}</strong>
                  <small>
                    {factor.codesLeft === undefined
                      ? factorDetail(factor)
                      : t('otherWays.codesLeft', { count: factor.codesLeft })}
                  </small>
                </span>
                <Icon name="arrow" />
              </button>
            </li>
          ))}
          {canRecover && (
            <li>
              <button
                type="button"
                className={styles['option']}
                aria-disabled={busy}
                onClick={() => action.run({ to: '/lost-factors' })}
              >
                <Icon name="alert" size={24} />
                <span>
                  <strong>{t('otherWays.lost')}</strong>
                  <small>{t('otherWays.lostNote')}</small>
                </span>
                <Icon name="arrow" />
              </button>
            </li>
          )}
        </ul>
      </div>
    </details>
  );
}
