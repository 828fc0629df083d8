import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { useFlowBegun } from '../flow/begin';
import { NewPasswordField } from '../passwords/new-password-field';
import { signInWithPassword } from '../sign-in/sign-in';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { PageTitle } from '../ui/page-title';
import { TextField } from '../ui/text-field';
import { TextLink } from '../ui/text-link';
import { AddressFields } from './address-fields';
import styles from './create-account.module.css';
import { fieldNames, hasAddress, register, type AccountForm } from './register';
import { AccountMade } from './account-made';

export function CreateAccountPage() {
  const { t, i18n } = useTranslation('registration');
  const search = useSearch({ from: '/entry/create-account' });
  const begun = useFlowBegun();
  const [typed, setTyped] = useState<Partial<AccountForm>>({});
  const [made, setMade] = useState<AccountForm>();
  // Straight on to the first sign-in, with what has just been typed.
  const signIn = useAction(
    ({ username, password }: AccountForm) => signInWithPassword({ identifier: username, password }, search),
    { onDone: (flow) => begun(flow) },
  );
  const create = useAction((form: AccountForm) => register(form, i18n.language), {
    onDone: (_, form) => {
      setMade(form);
      signIn.run(form);
    },
  });
  if (made) {
    return (
      <AuthLayout application={search.application}>
        <AccountMade problem={signIn.problem} email={made.email} />
      </AuthLayout>
    );
  }
  const own = [typed['name.given'], typed['name.family'], typed.email, typed.username].filter(
    (word) => word !== undefined,
  );
  return (
    <AuthLayout application={search.application}>
      <PageTitle
        lead={
          <p>
            {t('haveOne')} <TextLink to="/sign-in">{t('signIn')}</TextLink>
          </p>
        }
      >
        {t('title')}
      </PageTitle>
      <Form<AccountForm> fields={fieldNames} problem={create.problem} onSubmit={create.run} onChange={setTyped}>
        <div className={styles['pair']}>
          <TextField name="name.given" label={t('given')} autoComplete="given-name" required />
          <TextField name="name.family" label={t('family')} autoComplete="family-name" required />
        </div>
        <TextField name="email" type="email" label={t('email')} hint={t('emailHint')} autoComplete="email" required />
        <TextField
          name="username"
          label={t('username')}
          hint={t('usernameHint')}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
        />
        <NewPasswordField name="password" label={t('password')} ownWords={own} />
        <AddressFields begun={hasAddress(typed)} />
        <Button type="submit" wide pending={create.pending}>
          {t('submit')}
        </Button>
      </Form>
    </AuthLayout>
  );
}
