import type { ChangePasswordRequest, IssuedSessionView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { NewPasswordField } from '../../passwords/new-password-field';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { PasswordField } from '../../ui/password-field';
import { rereadAccountData, useAccount } from '../account-data';
import { Actions, Said, Section } from '../frame/section';
import { useReturnedFocus } from '../frame/use-kept-focus';
import { useProtectedAction } from '../use-protected-action';

export function PasswordSection() {
  const { t } = useTranslation('account');
  const { username, email, name } = useAccount();
  const [changed, setChanged] = useState(false);
  const change = useProtectedAction(
    'password',
    (form: ChangePasswordRequest) => request<IssuedSessionView>('PUT', '/v1/account/password', form),
    {
      onDone: async () => {
        setOpen(false);
        setChanged(true);
        await rereadAccountData('/sessions', '/trusted-devices');
      },
    },
  );
  const [open, setOpen] = useState(change.kept !== undefined);
  const opener = useReturnedFocus<HTMLButtonElement>(open);
  const show = () => {
    change.forget();
    setChanged(false);
    setOpen(true);
  };
  return (
    <Section title={t('security.password')} lead={t('security.passwordLead')}>
      <Said>{changed && t('security.passwordChanged')}</Said>
      {open ? (
        <Form<ChangePasswordRequest>
          fields={['currentPassword', 'password']}
          problem={change.problem}
          onSubmit={({ currentPassword, password }) => change.run({ currentPassword, password })}
        >
          {/* Tells password managers whose password it is. */}
          <input type="text" autoComplete="username" value={username} readOnly hidden />
          <PasswordField
            name="currentPassword"
            label={t('security.currentPassword')}
            autoComplete="current-password"
            required
            takesFocus
            defaultValue={change.kept?.currentPassword}
          />
          <NewPasswordField
            name="password"
            label={t('security.newPassword')}
            ownWords={[username, email, name.given, name.family]}
          />
          <Actions>
            <Button type="submit" pending={change.pending}>
              {t('security.changePassword')}
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              {t('cancel')}
            </Button>
          </Actions>
        </Form>
      ) : (
        <Actions>
          <Button ref={opener} look="secondary" onClick={show}>
            {t('security.changePassword')}
          </Button>
        </Actions>
      )}
    </Section>
  );
}
