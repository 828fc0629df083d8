import type { ChangeProfileRequest } from '@postern/contracts';

/** Fields are named like the request's, as the server names them when one needs attention. */
export const addressFields = [
  'address.line1',
  'address.line2',
  'address.city',
  'address.region',
  'address.postalCode',
  'address.country',
] as const;

export type AddressForm = Record<(typeof addressFields)[number], string>;

/** What was typed as the server wants it; `line2` is left out where nothing stands in it. */
export function addressOf(form: AddressForm): NonNullable<ChangeProfileRequest['address']> {
  const line2 = form['address.line2'].trim();
  return {
    line1: form['address.line1'].trim(),
    ...(line2 === '' ? {} : { line2 }),
    city: form['address.city'].trim(),
    region: form['address.region'].trim(),
    postalCode: form['address.postalCode'].trim(),
    country: form['address.country'].trim().toUpperCase(),
  };
}
