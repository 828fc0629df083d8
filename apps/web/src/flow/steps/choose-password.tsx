import { useTranslation } from 'react-i18next';
import { NewPasswordField } from '../../passwords/new-password-field';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { PageTitle } from '../../ui/page-title';
import { useFlowAction } from '../current-flow';
import type { StepProps } from '../step-props';

/** The end of a recovery: nobody is signed in by it. */
export function ChoosePassword({ flow, step }: StepProps<'choose-password'>) {
  const { t } = useTranslation('flow');
  const action = useFlowAction();
  const support = flow.application?.supportContact;
  return (
    <>
      <PageTitle lead={<p>{t('choosePassword.lead', { username: step.username })}</p>}>
        {t('choosePassword.title')}
      </PageTitle>
      <Form<{ password: string }>
        fields={['password']}
        problem={action.problem}
        supportContact={support}
        onSubmit={({ password }) => action.run({ to: '/new-password', body: { password } })}
      >
        <input type="text" name="username" autoComplete="username" value={step.username} readOnly hidden />
        <NewPasswordField name="password" label={t('choosePassword.label')} ownWords={[step.username]} takesFocus />
        <Button type="submit" wide pending={action.pending}>
          {t('choosePassword.submit')}
        </Button>
      </Form>
    </>
  );
}
