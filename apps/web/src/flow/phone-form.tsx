import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../api/use-action';
import { Button } from '../ui/button';
import { Form } from '../ui/form';
import { Notice } from '../ui/notice';
import { TextField } from '../ui/text-field';
import type { FlowCall } from './current-flow';
import { formatNumber, plainNumber } from './phone-number';

interface Props {
  action: Action<FlowCall>;
  supportContact: string | undefined;
}

export function PhoneForm({ action, supportContact }: Props) {
  const { t } = useTranslation('flow');
  const [phone, setPhone] = useState('');
  return (
    <Form<{ phone: string }>
      fields={['phone']}
      problem={action.problem}
      supportContact={supportContact}
      onSubmit={() => action.run({ to: '/factors', body: { kind: 'sms', phone: plainNumber(phone) } })}
    >
      <Notice look="warning">{t('phone.risk')}</Notice>
      <TextField
        name="phone"
        type="tel"
        label={t('phone.label')}
        hint={t('phone.hint')}
        autoComplete="tel-national"
        value={phone}
        // Only at the end: whoever corrects something in the middle must not lose their place.
        onChange={({ target }) => {
          const atEnd = target.selectionStart === target.value.length && target.value.length > phone.length;
          setPhone(atEnd ? formatNumber(target.value) : target.value);
        }}
        onBlur={() => setPhone(formatNumber(phone))}
        required
        takesFocus
      />
      <Button type="submit" wide pending={action.pending}>
        {t('phone.send')}
      </Button>
    </Form>
  );
}
