import type { Locale } from '../http/fields.js';
import type { RolloutFailureCode } from '../http/organization/mfa-rollout.js';

const words = {
  'account.closed': {
    en: 'The account is closed. Remove it from the organization.',
    es: 'La cuenta está cerrada. Quítala de la organización.',
  },
  'account.disabled': {
    en: 'The account is disabled. Ask an operator to enable it, then retry.',
    es: 'La cuenta está desactivada. Pide a una persona operadora que la active y reintenta.',
  },
  'email.unusable': {
    en: 'No mailbox can have the e-mail address of this account. Ask the member to change it, then retry.',
    es: 'Ningún buzón puede tener la dirección de correo de esta cuenta. Pide al miembro que la cambie y reintenta.',
  },
  'email.refused': {
    en: 'The mailbox did not take the message. Check the address with the member, then retry.',
    es: 'El buzón no aceptó el mensaje. Revisa la dirección con el miembro y reintenta.',
  },
  'delivery.failed': {
    en: 'The message could not be delivered this time. Retry in a while.',
    es: 'Esta vez no se pudo entregar el mensaje. Reintenta más tarde.',
  },
  'service.unavailable': {
    en: 'A part of the service was not available. Retry now.',
    es: 'Una parte del servicio no estaba disponible. Reintenta ahora.',
  },
} as const satisfies Record<RolloutFailureCode, Record<Locale, string>>;

/** Why a member could not be prepared for MFA, and what helps. */
export const rolloutFailureReason = (code: RolloutFailureCode, locale: Locale): string => words[code][locale];
