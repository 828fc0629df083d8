import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../api/problem';
import { useAction } from '../api/use-action';
import { useApplication } from '../branding/application';
import { AuthLayout } from '../branding/auth-layout';
import { useContinueFlow, useFlowBegun } from '../flow/begin';
import { passkeysWorkHere } from '../passkeys/passkey-refused';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Icon } from '../ui/icon';
import { Notice } from '../ui/notice';
import { PageTitle } from '../ui/page-title';
import { PasswordField } from '../ui/password-field';
import { ProblemNotice } from '../ui/problem-notice';
import { TextField } from '../ui/text-field';
import { TextLink } from '../ui/text-link';
import { askForPasskey, signInWithPasskey, signInWithPassword, type ShownPasskey, type SignInForm } from './sign-in';
import styles from './sign-in-page.module.css';
import { usePasskeyAutofill } from './use-passkey-autofill';

export function SignInPage() {
  const { t } = useTranslation('sign-in');
  const search = useSearch({ from: '/entry/sign-in' });
  const { application } = useApplication(search.application);
  useContinueFlow();
  const begun = useFlowBegun();
  const withPassword = useAction((form: SignInForm) => signInWithPassword(form, search), {
    onDone: (flow) => begun(flow),
  });
  const withPasskey = useAction(
    async (shown: ShownPasskey | undefined) => signInWithPasskey(shown ?? (await askForPasskey()), search),
    { onDone: (flow) => begun(flow) },
  );
  // As long as nobody knows what the application allows, nothing is offered.
  const known = search.application === undefined || application !== undefined;
  const passkeys = passkeysWorkHere() && application?.passkeySignIn !== false;
  const autofill = usePasskeyAutofill(known && passkeys, withPasskey.run);
  const resetNeeded = isProblem(withPassword.problem, 'account.password_reset_required');
  const name = application?.name;

  return (
    <AuthLayout application={search.application}>
      <PageTitle lead={<p>{name === undefined ? t('lead') : t('leadFor', { name })}</p>}>{t('title')}</PageTitle>
      {!navigator.cookieEnabled && (
        <Notice look="warning" title={t('cookies.title')}>
          <p>{t('cookies.detail')}</p>
        </Notice>
      )}
      <Form<SignInForm>
        fields={['identifier', 'password']}
        problem={withPassword.problem}
        supportContact={resetNeeded ? application?.supportContact : undefined}
        onSubmit={(form) => {
          autofill.stop();
          withPasskey.forget();
          withPassword.run(form);
        }}
      >
        <TextField
          name="identifier"
          label={t('identifier')}
          autoComplete="username webauthn"
          onPointerEnter={autofill.offer}
          onFocus={autofill.offer}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <PasswordField name="password" label={t('password')} autoComplete="current-password" required />
        <Button type="submit" wide pending={withPassword.pending}>
          {t('submit')}
        </Button>
      </Form>
      <p className={styles['forgot']}>
        <TextLink to="/forgot-username">{t('forgotUsername')}</TextLink>
        <TextLink to="/forgot-password">{t('forgotPassword')}</TextLink>
      </p>
      {passkeys && (
        <div className={styles['passkey']}>
          <p className={styles['or']}>{t('or')}</p>
          <ProblemNotice problem={withPasskey.problem} />
          <Button
            look="secondary"
            wide
            pending={withPasskey.pending}
            onClick={() => {
              autofill.stop();
              withPasskey.run(undefined);
            }}
          >
            {withPasskey.pending !== true && <Icon name="passkey" />}
            {t('passkey')}
          </Button>
        </div>
      )}
      <p className={styles['create']}>
        {t('noAccount')} <TextLink to="/create-account">{t('create')}</TextLink>
      </p>
    </AuthLayout>
  );
}
