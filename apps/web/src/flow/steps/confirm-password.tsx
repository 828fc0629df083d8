import { useTranslation } from 'react-i18next';
import { isProblem } from '../../api/problem';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { PageTitle } from '../../ui/page-title';
import { PasswordField } from '../../ui/password-field';
import { TextLink } from '../../ui/text-link';
import { useFlowAction } from '../current-flow';
import type { StepProps } from '../step-props';

/** The password once more, before something that matters. */
export function ConfirmPassword({ flow, step }: StepProps<'confirm-password'>) {
  const { t } = useTranslation('flow');
  const action = useFlowAction();
  const support = flow.application?.supportContact;
  const wrong = isProblem(action.problem, 'account.password_rejected');
  return (
    <>
      <PageTitle lead={<p>{t('confirmPassword.lead', { username: step.username })}</p>}>
        {t('confirmPassword.title')}
      </PageTitle>
      <Form<{ password: string }>
        fields={['password']}
        problem={action.problem}
        supportContact={wrong ? undefined : support}
        onSubmit={({ password }) => action.run({ to: '/password', body: { password } })}
      >
        {/* Password managers look for whose password it is. */}
        <input type="text" name="username" autoComplete="username" value={step.username} readOnly hidden />
        <PasswordField
          name="password"
          label={t('confirmPassword.label')}
          autoComplete="current-password"
          required
          takesFocus
          aside={<TextLink to="/forgot-password">{t('confirmPassword.forgot')}</TextLink>}
        />
        <Button type="submit" wide pending={action.pending}>
          {t('confirmPassword.submit')}
        </Button>
      </Form>
    </>
  );
}
