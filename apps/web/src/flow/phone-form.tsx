import { useTranslation } from 'react-i18next';
import type { Action } from '../api/use-action';
import { PhoneField } from '../phone/phone-field';
import { plainNumber } from '../phone/phone-number';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import type { FlowCall } from './current-flow';

interface Props {
  action: Action<FlowCall>;
  supportContact: string | undefined;
}

export function PhoneForm({ action, supportContact }: Props) {
  const { t } = useTranslation('flow');
  return (
    <Form<{ phone: string }>
      fields={['phone']}
      problem={action.problem}
      supportContact={supportContact}
      onSubmit={({ phone }) => action.run({ to: '/factors', body: { kind: 'sms', phone: plainNumber(phone) } })}
    >
      <Notice look="warning">{t('phone.risk')}</Notice>
      <PhoneField
        name="phone"
        label={t('phone.label')}
        hint={t('phone.hint')}
        autoComplete="tel-national"
        required
        takesFocus
      />
      <Button type="submit" wide pending={action.pending}>
        {t('phone.send')}
      </Button>
    </Form>
  );
}
