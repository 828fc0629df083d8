import type { Locale } from '../http/fields.js';

/** Why a row of a file with members was not taken, and what helps. Names never change once released. */
export const memberImportErrorWords = {
  columns: {
    en: 'This row has another number of columns than the first line. Put values with commas in quotation marks.',
    es: 'Esta fila tiene otro número de columnas que la primera línea. Pon entre comillas los valores con comas.',
  },
  missing: { en: 'This column is empty. Fill it in.', es: 'Esta columna está vacía. Complétala.' },
  'too-short': { en: 'This is too short. Use more characters.', es: 'Esto es demasiado corto. Usa más caracteres.' },
  'too-long': { en: 'This is too long. Use fewer characters.', es: 'Esto es demasiado largo. Usa menos caracteres.' },
  'one-line': { en: 'Use one line of plain text.', es: 'Usa una sola línea de texto simple.' },
  'username-signs': {
    en: 'Use letters, digits, dots, underscores and hyphens.',
    es: 'Usa letras, números, puntos, guiones y guiones bajos.',
  },
  'email-format': {
    en: 'Enter an email address, for example name@example.org.',
    es: 'Escribe una dirección de correo, por ejemplo nombre@example.org.',
  },
  'unknown-role': { en: 'Use administrator or member.', es: 'Usa administrator o member.' },
  'unknown-locale': { en: 'Use en or es.', es: 'Usa en o es.' },
  'true-or-false': { en: 'Use true or false.', es: 'Usa true o false.' },
  'unsupported-hash': {
    en: 'Use a PHC string of argon2, bcrypt, scrypt or PBKDF2, or leave it empty.',
    es: 'Usa una cadena PHC de argon2, bcrypt, scrypt o PBKDF2, o deja la columna vacía.',
  },
  'costly-hash': {
    en: 'This hash takes too much work to check. Leave it empty: the member chooses a new password.',
    es: 'Comprobar este hash cuesta demasiado. Deja la columna vacía: el miembro elige otra contraseña.',
  },
  repeated: {
    en: 'An earlier row of the file says the same here. Keep one of them.',
    es: 'Una fila anterior del archivo dice lo mismo aquí. Deja una de las dos.',
  },
  taken: {
    en: 'Another account has this already. Use another one, or invite that account instead.',
    es: 'Otra cuenta ya lo tiene. Usa otro, o mejor invita a esa cuenta.',
  },
  'account-closed': {
    en: 'The account with this name is closed. Choose another username.',
    es: 'La cuenta con este nombre está cerrada. Elige otro nombre de usuario.',
  },
  'service-unavailable': {
    en: 'This row could not be saved this time. Import it again.',
    es: 'Esta vez no se pudo guardar la fila. Impórtala de nuevo.',
  },
} as const satisfies Record<string, Record<Locale, string>>;

export type MemberImportReason = keyof typeof memberImportErrorWords;

/** @returns the sentence; undefined for a reason that is not in the table. */
export const memberImportMessage = (reason: string, locale: Locale): string | undefined =>
  Object.hasOwn(memberImportErrorWords, reason)
    ? memberImportErrorWords[reason as MemberImportReason][locale]
    : undefined;
