import type { Locale, MessageData } from '@postern/contracts';

export type FactorKind = MessageData<'factor-added'>['kind'];

/** What the templates of one language say by themselves of a kind, a count or a moment. */
export interface Words {
  /** BCP 47, for dates and units. */
  readonly format: string;
  readonly signInMethods: Readonly<Record<FactorKind, string>>;
  /** A whole sentence on the recovery codes that are left. */
  readonly codesLeft: Readonly<Record<'none' | 'one' | 'many', (count: number) => string>>;
  /** The device's name, which comes in English: `Firefox on Windows`. */
  readonly device: (name: string) => string;
  /** Whom to ask where the installation does not say. */
  readonly support: string;
}

export const words: Readonly<Record<Locale, Words>> = {
  en: {
    format: 'en-US',
    signInMethods: {
      sms: 'text message',
      email: 'email',
      totp: 'authenticator app',
      webauthn: 'passkey or security key',
      recovery_code: 'recovery code',
    },
    codesLeft: {
      none: () => 'You have no recovery codes left.',
      one: () => 'You have 1 recovery code left.',
      many: (count) => `You have ${count} recovery codes left.`,
    },
    device: (name) => name,
    support: 'your help desk',
  },
  es: {
    format: 'es-MX',
    signInMethods: {
      sms: 'mensaje de texto',
      email: 'correo electrónico',
      totp: 'app de autenticación',
      webauthn: 'llave de acceso o llave de seguridad',
      recovery_code: 'código de recuperación',
    },
    codesLeft: {
      none: () => 'Ya no te quedan códigos de recuperación.',
      one: () => 'Te queda 1 código de recuperación.',
      many: (count) => `Te quedan ${count} códigos de recuperación.`,
    },
    device: (name) => (name === 'Unknown device' ? 'Dispositivo desconocido' : name.replace(/ on (?=[^ ]+$)/u, ' en ')),
    support: 'tu mesa de ayuda',
  },
};
