/** What can be asked for at every sign-in: a passcode by text message or e-mail, one from an app, or a passkey. */
export const enrollableKinds = ['sms', 'email', 'totp', 'webauthn'] as const;
export type EnrollableKind = (typeof enrollableKinds)[number];

/** How possession is proven. A set of recovery codes only stands in for the others, and is one factor. */
export const factorKinds = [...enrollableKinds, 'recovery_code'] as const;
export type FactorKind = (typeof factorKinds)[number];

export const isEnrollable = (kind: FactorKind): kind is EnrollableKind => kind !== 'recovery_code';

/** An account has one number and one address for passcodes: another one takes the place of the first. */
export const isSingle = (kind: FactorKind): boolean => channelOf(kind) !== null || kind === 'recovery_code';

/** How a message with a passcode travels; null where nothing is sent. */
export const channelOf = (kind: FactorKind): 'sms' | 'email' | null =>
  kind === 'sms' || kind === 'email' ? kind : null;

export const labelOf = (kind: FactorKind): string =>
  ({
    sms: 'Text message',
    email: 'E-mail',
    totp: 'Authenticator app',
    webauthn: 'Passkey',
    recovery_code: 'Recovery codes',
  })[kind];
