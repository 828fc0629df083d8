import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/text-field';
import styles from './create-account.module.css';

/** How somebody can be reached beside their mail. All of it or none: half an address leads nowhere. */
export function AddressFields() {
  const { t } = useTranslation('registration');
  return (
    <details className={styles['more']}>
      <summary>{t('more')}</summary>
      <div className={styles['fields']}>
        <TextField name="phone" type="tel" label={t('phone')} autoComplete="tel" />
        <TextField name="address.line1" label={t('line1')} autoComplete="address-line1" />
        <TextField name="address.line2" label={t('line2')} autoComplete="address-line2" />
        <div className={styles['pair']}>
          <TextField name="address.city" label={t('city')} autoComplete="address-level2" />
          <TextField name="address.region" label={t('region')} autoComplete="address-level1" />
        </div>
        <div className={styles['pair']}>
          <TextField name="address.postalCode" label={t('postalCode')} autoComplete="postal-code" />
          <TextField
            name="address.country"
            label={t('country')}
            hint={t('countryHint')}
            autoComplete="country"
            autoCapitalize="characters"
            maxLength={2}
          />
        </div>
      </div>
    </details>
  );
}
