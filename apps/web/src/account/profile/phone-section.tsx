import type { AccountView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { PhoneField } from '../../phone/phone-field';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { takeAccount, useAccount } from '../account-data';
import { Actions, Said, Section } from '../frame/section';
import { useProtectedAction } from '../use-protected-action';
import { useSaved } from '../use-saved';

interface PhoneForm {
  phone: string;
}

/** For contact only. Left empty, there is none. */
export function PhoneSection() {
  const { t } = useTranslation('account');
  const { phone } = useAccount();
  const [saved, setSaved] = useSaved();
  const change = useProtectedAction(
    'phone',
    (form: PhoneForm) => request<AccountView>('PUT', '/v1/account/phone', { phone: form.phone.trim() || null }),
    {
      onDone: (account) => {
        takeAccount(account);
        setSaved();
      },
    },
  );
  return (
    <Section title={t('profile.phone')} lead={t('profile.phoneLead')}>
      <Form<PhoneForm> fields={['phone']} problem={change.problem} onSubmit={change.run}>
        <PhoneField
          name="phone"
          label={t('profile.phoneLabel')}
          hint={t('profile.phoneHint')}
          autoComplete="tel"
          maxLength={32}
          number={change.kept?.phone ?? phone ?? ''}
        />
        <Actions>
          <Button type="submit" look="secondary" pending={change.pending}>
            {t('save')}
          </Button>
          <Said>{saved && t('saved')}</Said>
        </Actions>
      </Form>
    </Section>
  );
}
