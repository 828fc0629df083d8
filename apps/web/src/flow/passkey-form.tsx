import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { ProblemNotice } from '../ui/problem-notice';
import { useFlowAction } from './current-flow';
import styles from './flow.module.css';

interface Props {
  /** Whether the browser is to make a new passkey or to show one that there is. */
  doing: 'create' | 'show';
  options: Record<string, unknown>;
  wishes: object;
  supportContact: string | undefined;
  children?: ReactNode;
}

/** Asks the browser, and the browser asks the person. */
export function PasskeyForm({ doing, options, wishes, supportContact, children }: Props) {
  const { t } = useTranslation('flow');
  const answer = useFlowAction();
  const ask = async (): Promise<object> => {
    const { createPasskey, showPasskey } = await import('../passkeys/passkeys');
    const credential = await (doing === 'create' ? createPasskey(options) : showPasskey(options));
    return { credential, ...wishes };
  };
  return (
    <div className={styles['actions']}>
      <ProblemNotice problem={answer.problem} supportContact={supportContact} />
      {children}
      <Button wide pending={answer.pending} onClick={() => answer.run({ to: '/answer', body: ask })}>
        {answer.pending !== true && <Icon name="passkey" />}
        {t(`passkey.${doing}`)}
      </Button>
    </div>
  );
}
