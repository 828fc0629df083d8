import type { FieldWords, FieldWordsKey } from './field-words.en.js';

const kinds: Record<string, string> = {
  string: 'texto',
  number: 'un número',
  int: 'un número entero',
  boolean: 'true o false',
  object: 'un objeto con campos',
  array: 'una lista',
};

const choice: FieldWords = ({ allowed }) => {
  if (!Array.isArray(allowed) || allowed.length === 0) return 'Usa uno de los valores permitidos.';
  return allowed.length === 1 ? `Este campo debe ser ${allowed[0]}.` : `Usa uno de estos: ${allowed.join(', ')}.`;
};

const otherWays = 'También puedes usar el correo electrónico o una app de autenticación.';

export const fieldWordsInSpanish: Record<FieldWordsKey, FieldWords> = {
  missing: () => 'Falta este campo.',
  'wrong-type': ({ expected }) => `Este campo debe ser ${kinds[String(expected)] ?? 'de otro tipo'}.`,
  'too-small': ({ minimum, unit }) => {
    if (minimum === undefined) return 'Esto es demasiado poco.';
    if (unit !== 'characters') return `Usa ${minimum} o más.`;
    return minimum === 1 ? 'Completa este campo.' : `Usa al menos ${minimum} caracteres.`;
  },
  'too-big': ({ maximum, unit }) => {
    if (maximum === undefined) return 'Esto es demasiado.';
    return unit === 'characters' ? `Usa ${maximum} caracteres como máximo.` : `Usa ${maximum} o menos.`;
  },
  'invalid-value': choice,
  'invalid-union': choice,
  'invalid-format': () => 'Esto no está escrito como debería.',
  custom: () => 'Esto no se puede usar aquí.',
  'unrecognized-field': () => 'Aquí no se conoce este campo.',
  duplicate: () => 'Este campo aparece más de una vez.',

  'format-email': () => 'Escribe una dirección de correo, por ejemplo nombre@example.org.',
  'format-uuid': () => 'Esto no es un ID. Usa uno de una respuesta anterior.',
  'format-datetime': () => 'Usa una fecha y hora como 2026-01-31T09:30:00Z.',
  'format-url': () => 'Escribe una dirección web que empiece con https://.',

  'one-line': () => 'Usa una sola línea de texto simple.',
  'visible-letters': () => 'Usa letras que se puedan ver.',
  'username-signs': () => 'Usa letras, números, puntos, guiones y guiones bajos.',
  'possible-mailbox': () => 'Ningún buzón puede tener esta dirección.',
  'password-length': () => 'Usa 1024 caracteres como máximo.',
  'whole-characters': () => 'Hay caracteres que no son texto.',
  'country-code': () => 'Usa el código de país de dos letras.',
  'contact-phone': () => 'Escribe un número de teléfono, por ejemplo +1 212 555 0123.',
  'slug-signs': () => 'Usa minúsculas, números y guiones sueltos, y empieza con una letra.',
  'code-or-recovery-code': () => 'Escribe los seis dígitos sin espacios o un código de recuperación completo.',
  'six-digits': () => 'Escribe los seis dígitos sin espacios.',
  'known-token': () => 'Este token no lo emitimos nosotros.',
  'code-or-credential': () => 'Envía un código o una credencial, no ambos.',
  'page-cursor': () => 'Usa el cursor de una página anterior.',
  'redirect-target': () => 'Usa una dirección https:// sin nombre de usuario ni fragmento.',
  'aal2-by-email': () => 'Los códigos por correo electrónico no alcanzan aal2 por sí solos. Permite también otro tipo.',
  'hex-color': () => 'Usa un color como #1a7f5a.',
  base64url: () => 'Esto no es base64url.',

  'username.taken': () => 'Este nombre de usuario ya está en uso. Prueba con otro.',
  'version.used': () => 'Esta versión ya se usa con otro texto. Da una versión nueva al texto nuevo.',
  'application.unknown': () => 'Ninguna aplicación se llama así. Revisa cómo está escrito el nombre.',
  'administrator.unknown': () =>
    'Ninguna cuenta tiene este nombre de usuario ni esta dirección. Revisa cómo está escrito.',
  'administrator.unverified': () =>
    'Nadie ha verificado todavía esta dirección. Pide a la persona su nombre de usuario y usa ese.',
  'currentPassword.rejected': () => 'Esta no es tu contraseña actual. Revísala e intenta de nuevo.',
  'password.too-short': ({ minimum }) =>
    `Usa ${minimum === undefined ? 'más' : `al menos ${minimum}`} caracteres. Unas cuantas palabras sin relación entre sí funcionan bien.`,
  'password.too-long': ({ maximum = 1024 }) => `Usa ${maximum} caracteres como máximo.`,
  'password.breached': () =>
    'Esta contraseña está en listas públicas de contraseñas comunes o filtradas. Elige una que no uses en ningún otro lugar.',
  'password.personal': () =>
    'Esta contraseña se basa en tu nombre, tu nombre de usuario o tu correo. Elige una que no diga nada de ti.',
  'password.product-name': () =>
    'Esta contraseña se basa en el nombre de este servicio. Elige una que no tenga nada que ver con él.',
  'phone.too-short': () =>
    'Este número tiene menos de diez dígitos. Escribe el código de área y el número, por ejemplo 2125550123.',
  'phone.too-long': () =>
    'Este número tiene más de diez dígitos. Escribe solo el código de área y el número, por ejemplo 2125550123.',
  'phone.letters': () => 'Escribe el número solo con dígitos, por ejemplo 2125550123.',
  'phone.digits-only': () => 'Escríbelo sin espacios, guiones ni paréntesis, por ejemplo 2125550123.',
  'phone.country-code': () => 'Quita el +1 y escribe los diez dígitos que siguen, por ejemplo 2125550123.',
  'phone.international': () => `Los mensajes de texto solo llegan a números de Estados Unidos. ${otherWays}`,
  'phone.not-a-us-number': () =>
    'Este número no parece de Estados Unidos. Revísalo o elige otra opción: el correo electrónico o una app de autenticación.',
  'phone.cannot-receive-texts': () =>
    `Este número no recibe mensajes de texto. Escribe un número de celular. ${otherWays}`,
};
