import { newId, type AccountId } from '@postern/kernel';
import { Account, type Registration } from '../account/account.js';
import type { PasswordHash } from '../account/password.js';
import { Application, type Administrator } from '../application/application.js';
import { noEnrollmentRules, type ApplicationSettings } from '../application/application-settings.js';
import type { Origin } from '../audit/audit-record.js';
import type { Assurance } from '../session/assurance.js';

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
  purpose: 'sign-in',
  aal: 'aal2',
  highestAal: 'aal2',
  amr: ['pwd', 'otp', 'mfa'],
  authenticatedAt: noon,
  credentialVersion: 1,
  application: 'parcel-desk',
  session: null,
  factor: { kind: 'totp', id: newId() },
  ...wishes,
});

export const atHome: Origin = { source: '192.0.2.7', device: 'Firefox on Linux' };

export const anOperator = (actor = newId<AccountId>()): Administrator => ({ actor, ...atHome });

export const settings = (wishes: Partial<ApplicationSettings> = {}): ApplicationSettings => ({
  name: 'Parcel Desk',
  tagline: 'Labels and pickups',
  supportContact: 'help@parcel-desk.example',
  allowedFactors: ['sms', 'email', 'totp', 'webauthn'],
  enrollment: noEnrollmentRules,
  rememberDeviceDays: 30,
  passkeySignIn: true,
  terms: null,
  branding: { logo: null, colors: {}, panel: { text: '', links: [] } },
  redirectTargets: ['https://parcel-desk.example/signed-in'],
  ...wishes,
});

export const someTerms = { version: '2026-01', title: 'Terms of use', text: 'Send nothing that leaks.' };

/** An application of a slug of its own. */
export const anApplication = (wishes: Partial<ApplicationSettings> = {}, slug?: string): Application => {
  built += 1;
  return Application.create(slug ?? `parcel-desk-${built}${newId().slice(0, 8)}`, settings(wishes), anOperator(), noon);
};
