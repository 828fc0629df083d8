import { useTranslation } from 'react-i18next';
import type { Action } from '../api/use-action';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { TextField } from '../ui/text-field';
import type { FlowCall } from './current-flow';

interface Props {
  action: Action<FlowCall>;
  supportContact: string | undefined;
}

/** Another address than the account's: for codes and recovery alone. */
export function EmailAddressForm({ action, supportContact }: Props) {
  const { t } = useTranslation('flow');
  return (
    <Form<{ address: string }>
      fields={['address']}
      problem={action.problem}
      supportContact={supportContact}
      onSubmit={({ address }) => action.run({ to: '/email', body: { address: address.trim() } })}
    >
      <TextField
        name="address"
        type="email"
        label={t('verifyEmail.address')}
        hint={t('verifyEmail.addressHint')}
        autoComplete="email"
        required
        takesFocus
      />
      <Button type="submit" wide pending={action.pending}>
        {t('verifyEmail.send')}
      </Button>
    </Form>
  );
}
