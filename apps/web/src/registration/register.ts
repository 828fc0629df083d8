import type { Locale, RegisterAccountRequest, RegisteredAccount } from '@postern/contracts';
import { request } from '../api/request';

/** Names of the fields are paths into the request, as the server names them when one needs attention. */
export const fieldNames = [
  'name.given',
  'name.family',
  'email',
  'username',
  'password',
  'phone',
  'address.line1',
  'address.line2',
  'address.city',
  'address.region',
  'address.postalCode',
  'address.country',
] as const;

export type AccountForm = Record<(typeof fieldNames)[number], string>;

const someText = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** A country by itself is no address: browsers fill it in for whoever types none. */
export const hasAddress = (form: Partial<AccountForm>): boolean =>
  fieldNames.some(
    (name) => name.startsWith('address.') && name !== 'address.country' && someText(form[name] ?? '') !== undefined,
  );

/** What was typed as the server wants it: what was left empty is left out. */
export function accountRequest(form: AccountForm, locale: string): RegisterAccountRequest {
  const address = {
    line1: form['address.line1'],
    line2: someText(form['address.line2']),
    city: form['address.city'],
    region: form['address.region'],
    postalCode: form['address.postalCode'],
    country: form['address.country'],
  };
  return {
    username: form.username.trim(),
    password: form.password,
    email: form.email.trim(),
    name: { given: form['name.given'], family: form['name.family'] },
    phone: someText(form.phone),
    address: hasAddress(form) ? address : undefined,
    locale: locale as Locale,
  };
}

export const register = (form: AccountForm, locale: string): Promise<RegisteredAccount> =>
  request('POST', '/v1/accounts', accountRequest(form, locale));
