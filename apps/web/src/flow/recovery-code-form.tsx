import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
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
  const left = isProblem(answer.problem, 'challenge.rejected') ? answer.problem.body.attemptsLeft : undefined;
  return (
    <Form<{ code: string }>
      fields={['code']}
      problem={answer.problem}
      supportContact={supportContact}
      onSubmit={({ code }) => answer.run({ to: '/answer', body: { code: code.trim(), ...wishes } })}
    >
      {left !== undefined && <Notice>{t('code.left', { count: left })}</Notice>}
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
