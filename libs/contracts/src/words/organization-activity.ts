import type { Locale } from '../http/fields.js';

/** What is recorded of an organization, by the name under which it is recorded, in words for its activity. */
export const organizationActivityWords = {
  'organization.created': { en: 'The organization was created', es: 'Se creó la organización' },
  'organization.renamed': { en: 'The organization got another name', es: 'La organización cambió de nombre' },
  'member.joined': { en: 'Somebody became a member', es: 'Alguien se hizo miembro' },
  'member.changed': { en: 'A member got another role', es: 'Un miembro cambió de rol' },
  'member.removed': { en: 'A member was removed', es: 'Se quitó a un miembro' },
  'member.left': { en: 'A member left', es: 'Un miembro se fue' },
  'member.recovery-started': {
    en: 'A member was sent the link to choose a new password',
    es: 'Se envió a un miembro el enlace para elegir otra contraseña',
  },
  'invitation.sent': { en: 'An invitation was sent', es: 'Se envió una invitación' },
  'invitation.revoked': { en: 'An invitation was withdrawn', es: 'Se retiró una invitación' },
  'invitation.accepted': { en: 'An invitation was accepted', es: 'Se aceptó una invitación' },
  'import.begun': { en: 'An import of members began', es: 'Empezó una importación de miembros' },
  'import.complete': { en: 'An import of members ended', es: 'Terminó una importación de miembros' },
  'mfa-policy.changed': { en: 'The MFA policy was changed', es: 'Cambió la política de MFA' },
  'rollout.begun': { en: 'Turning on MFA began', es: 'Empezó la activación de la MFA' },
  'rollout.paused': { en: 'Turning on MFA was paused', es: 'La activación de la MFA se puso en pausa' },
  'rollout.resumed': { en: 'Turning on MFA went on', es: 'La activación de la MFA continuó' },
  'rollout.cancelled': { en: 'Turning on MFA was canceled', es: 'La activación de la MFA se canceló' },
  'rollout.retried': {
    en: 'Members who could not be prepared were tried again',
    es: 'Se volvió a intentar con los miembros que no se pudieron preparar',
  },
  'rollout.complete': { en: 'MFA is on for everyone', es: 'La MFA está activada para todos' },
  'rollout.complete-with-errors': {
    en: 'MFA is on, and some members could not be prepared',
    es: 'La MFA está activada, y algunos miembros no se pudieron preparar',
  },
  'rollout.reminded': {
    en: 'Members without a sign-in method were reminded',
    es: 'Se envió un recordatorio a los miembros sin método de inicio de sesión',
  },
} as const satisfies Record<string, Record<Locale, string>>;

export type OrganizationActivityKind = keyof typeof organizationActivityWords;
