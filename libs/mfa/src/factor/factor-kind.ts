export const factorKinds = ['sms', 'email', 'totp'] as const;

/** How possession is proven: a passcode by text message, one by e-mail, or one from an authenticator app. */
export type FactorKind = (typeof factorKinds)[number];

/** How a message with a passcode travels; null where the person's own device makes the code. */
export const channelOf = (kind: FactorKind): 'sms' | 'email' | null => (kind === 'totp' ? null : kind);

export const labelOf = (kind: FactorKind): string =>
  ({ sms: 'Text message', email: 'E-mail', totp: 'Authenticator app' })[kind];
