import type { RequestedEmailChange } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { TextField } from '../../ui/text-field';
import { useAccount } from '../account-data';
import { Actions, Section } from '../frame/section';
import { useProtectedAction } from '../use-protected-action';

interface EmailForm {
  email: string;
}

/** A new address counts once the link that goes there is opened: until then the old one does. */
export function EmailSection() {
  const { t } = useTranslation('account');
  const { email } = useAccount();
  const [requested, setRequested] = useState<RequestedEmailChange>();
  const [again, setAgain] = useState(false);
  const change = useProtectedAction(
    'email',
    (form: EmailForm) => request<RequestedEmailChange>('POST', '/v1/account/email', { email: form.email.trim() }),
    { onDone: setRequested },
  );
  return (
    <Section title={t('profile.email')} lead={t('profile.emailNow', { email })}>
      {/* Once the link was opened, the address is the account's, and nothing is waited for. */}
      {requested && requested.email !== email ? (
        <Notice look="success" takesFocus title={t('profile.emailSent', { email: requested.email })}>
          <p>{t('profile.emailSentDetail', { email })}</p>
          <div>
            <Button
              look="quiet"
              onClick={() => {
                setRequested(undefined);
                setAgain(true);
              }}
            >
              {t('profile.emailAgain')}
            </Button>
          </div>
        </Notice>
      ) : (
        <Form<EmailForm> fields={['email']} problem={change.problem} onSubmit={change.run}>
          <TextField
            name="email"
            type="email"
            label={t('profile.newEmail')}
            hint={t('profile.newEmailHint')}
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            required
            takesFocus={again}
            maxLength={254}
            defaultValue={change.kept?.email}
          />
          <Actions>
            <Button type="submit" look="secondary" pending={change.pending}>
              {t('profile.sendLink')}
            </Button>
          </Actions>
        </Form>
      )}
    </Section>
  );
}
