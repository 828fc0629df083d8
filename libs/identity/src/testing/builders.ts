import { newId, type AccountId } from '@postern/kernel';
import { Account, type Registration } from '../account/account.js';
import type { PasswordHash } from '../account/password.js';
import type { Assurance } from '../session/session.js';

export const noon = new Date('2026-01-15T12:00:00Z');

let built = 0;

/** A registration that differs from every other one, save for what is asked for. */
export const aRegistration = (wishes: Partial<Registration> = {}): Registration => {
  built += 1;
  const mark = `${built}${newId().slice(0, 8)}`;
  return {
    username: `river.tanaka${mark}`,
    email: `river${mark}@example.org`,
    name: { given: 'River', family: 'Tanaka' },
    phone: '555 0100',
    address: { line1: '1 Pier Road', city: 'Portland', region: 'OR', postalCode: '97201', country: 'US' },
    passwordHash: `hash of violet-kettle-${mark}` as PasswordHash,
    locale: 'en',
    at: noon,
    source: '192.0.2.7',
    ...wishes,
  };
};

export const anAccount = (wishes: Partial<Registration> = {}): Account => Account.register(aRegistration(wishes));

export const anAssurance = (accountId: AccountId, wishes: Partial<Assurance> = {}): Assurance => ({
  accountId,
  flowId: newId(),
  aal: 'aal2',
  amr: ['pwd', 'otp', 'mfa'],
  authenticatedAt: noon,
  credentialVersion: 1,
  application: 'parcel-desk',
  factor: { kind: 'totp', id: newId() },
  ...wishes,
});
