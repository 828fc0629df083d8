import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountryField } from '../../country/country-field';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { TextField } from '../../ui/text-field';
import { useAccount } from '../account-data';
import { Actions, Pair, Said, Section } from '../frame/section';
import { addressFields, addressOf, type AddressForm } from './address-form';
import { useProfileChange } from './use-profile-change';

export function AddressSection() {
  const { t } = useTranslation('account');
  const { address } = useAccount();
  const change = useProfileChange();
  const [cleared, setCleared] = useState(0);
  const remove = () => {
    change.run({ address: null });
    setCleared((times) => times + 1);
  };
  const line = { required: true, maxLength: 100 };
  return (
    <Section title={t('profile.address')} lead={t('profile.addressLead')}>
      <Form<AddressForm>
        key={address === null ? cleared : 'kept'}
        fields={addressFields}
        problem={change.problem}
        onSubmit={(form) => change.run({ address: addressOf(form) })}
      >
        <TextField
          {...line}
          name="address.line1"
          label={t('profile.line1')}
          autoComplete="address-line1"
          maxLength={200}
          defaultValue={address?.line1}
        />
        <TextField
          name="address.line2"
          label={t('profile.line2')}
          autoComplete="address-line2"
          maxLength={200}
          defaultValue={address?.line2}
        />
        <Pair>
          <TextField
            {...line}
            name="address.city"
            label={t('profile.city')}
            autoComplete="address-level2"
            defaultValue={address?.city}
          />
          <TextField
            {...line}
            name="address.region"
            label={t('profile.region')}
            autoComplete="address-level1"
            defaultValue={address?.region}
          />
          <TextField
            {...line}
            name="address.postalCode"
            label={t('profile.postalCode')}
            autoComplete="postal-code"
            maxLength={20}
            defaultValue={address?.postalCode}
          />
        </Pair>
        <CountryField name="address.country" label={t('profile.country')} value={address?.country} required />
        <Actions>
          <Button type="submit" look="secondary" pending={change.pending}>
            {t('save')}
          </Button>
          {address && (
            <Button look="quiet" pending={change.pending} onClick={remove}>
              {t('profile.removeAddress')}
            </Button>
          )}
          <Said>{change.saved && t('saved')}</Said>
        </Actions>
      </Form>
    </Section>
  );
}
