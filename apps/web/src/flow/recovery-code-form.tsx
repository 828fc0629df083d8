import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, isProblem } from '../api/problem';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { TextField } from '../ui/text-field';
import { useFlowAction } from './current-flow';

interface Props {
  wishes: object;
  supportContact: string | undefined;
  children?: ReactNode;
}

/** One of the codes that were written down; it may be pasted with or without what sets its groups apart. */
export function RecoveryCodeForm({ wishes, supportContact, children }: Props) {
  const { t } = useTranslation('flow');
  const answer = useFlowAction();
  const rejected = isProblem(answer.problem, 'challenge.rejected') ? answer.problem : undefined;
  // It is about the one field that there is.
  const problem = useMemo(() => {
    if (!rejected) return answer.problem;
    const message = [rejected.body.title, t('code.left', { count: rejected.body.attemptsLeft ?? 0 })].join('. ');
    return new ApiProblem({ ...rejected.body, errors: [{ field: 'code', reason: 'rejected', message }] });
  }, [answer.problem, rejected, t]);
  return (
    <Form<{ code: string }>
      fields={['code']}
      problem={problem}
      supportContact={supportContact}
      onSubmit={({ code }) => answer.run({ to: '/answer', body: { code: code.trim(), ...wishes } })}
    >
      <TextField
        name="code"
        label={t('recoveryCode.label')}
        hint={t('recoveryCode.hint')}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        required
        takesFocus
      />
      {children}
      <Button type="submit" wide pending={answer.pending}>
        {t('code.submit')}
      </Button>
    </Form>
  );
}
