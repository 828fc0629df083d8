import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountryField } from '../country/country-field';
import { PhoneField } from '../phone/phone-field';
import { FormErrorsContext } from '../ui/form-errors';
import { TextField } from '../ui/text-field';
import styles from './create-account.module.css';

/** How somebody can be reached beside their mail. All of it or none: half an address leads nowhere. */
export function AddressFields({ begun }: { begun: boolean }) {
  const { t } = useTranslation('registration');
  const [open, setOpen] = useState(false);
  const errors = use(FormErrorsContext);
  const needsAttention = Object.keys(errors).some((name) => name === 'phone' || name.startsWith('address.'));
  const line = { required: begun, maxLength: 100 };
  return (
    <details
      className={styles['more']}
      // What is wrong must not hide.
      open={open || needsAttention}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{t('more')}</summary>
      <div className={styles['fields']}>
        <PhoneField name="phone" label={t('phone')} autoComplete="tel" maxLength={32} />
        <TextField {...line} name="address.line1" label={t('line1')} autoComplete="address-line1" maxLength={200} />
        <TextField name="address.line2" label={t('line2')} autoComplete="address-line2" maxLength={200} />
        <div className={styles['pair']}>
          <TextField {...line} name="address.city" label={t('city')} autoComplete="address-level2" />
          <TextField {...line} name="address.region" label={t('region')} autoComplete="address-level1" />
        </div>
        <div className={styles['pair']}>
          <TextField
            {...line}
            name="address.postalCode"
            label={t('postalCode')}
            autoComplete="postal-code"
            maxLength={20}
          />
          <CountryField name="address.country" label={t('country')} required={begun} />
        </div>
      </div>
    </details>
  );
}
