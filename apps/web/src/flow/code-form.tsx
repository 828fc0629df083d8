import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChallengeView } from '@postern/contracts';
import { isProblem } from '../api/problem';
import { Button } from '../ui/button';
import { CodeField } from '../ui/code-field';
import { ProblemNotice } from '../ui/problem-notice';
import { useFlowAction } from './current-flow';
import formStyles from '../ui/form.module.css';
import { useTextedCode } from './use-texted-code';

interface Props {
  challenge: ChallengeView;
  hint?: ReactNode;
  supportContact: string | undefined;
  /** What goes with the code, such as whether to remember this device. */
  wishes?: object;
  /** Stands between the code and the button. */
  children?: ReactNode;
}

/** Six digits that are sent as soon as they are there. */
export function CodeForm({ challenge, hint, supportContact, wishes, children }: Props) {
  const { t } = useTranslation('flow');
  const [code, setCode] = useState('');
  const answer = useFlowAction();
  const send = (digits: string): void => {
    if (digits.length < 6) return;
    answer.run({ to: '/answer', body: { code: digits, ...wishes } });
  };
  useTextedCode(challenge.kind === 'sms', (texted) => {
    setCode(texted);
    send(texted);
  });

  const rejected = isProblem(answer.problem, 'challenge.rejected') ? answer.problem : undefined;
  const [seen, setSeen] = useState<unknown>();
  if (answer.problem !== seen) {
    setSeen(answer.problem);
    // Nobody mends one digit of a passcode: what was wrong makes room for the next try.
    if (rejected) setCode('');
  }
  return (
    <form
      className={formStyles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send(code);
      }}
    >
      {!rejected && <ProblemNotice problem={answer.problem} supportContact={supportContact} />}
      <CodeField
        name="code"
        label={t('code.label')}
        hint={hint}
        value={code}
        onChange={setCode}
        onComplete={send}
        error={rejected && [rejected.body.title, t('code.left', { count: rejected.body.attemptsLeft ?? 0 })].join('. ')}
        readOnly={answer.pending === true}
      />
      {children}
      <Button type="submit" wide pending={answer.pending}>
        {t('code.submit')}
      </Button>
    </form>
  );
}
