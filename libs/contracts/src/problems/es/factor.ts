import type { factorProblems } from '../en/factor.js';
import type { ProblemWords } from '../words.js';

export const factorProblemsInSpanish = {
  'phone.refused': {
    title: 'Ese número de teléfono no se puede usar',
    detail: 'Escribe otro número o elige otro método de inicio de sesión.',
  },
  'factor.not_found': {
    title: 'Ese método de inicio de sesión no existe',
    detail: 'Elige uno de los que se ofrecen al iniciar sesión.',
  },
  'factor.last_one': {
    title: 'Este es tu único método de inicio de sesión',
    detail: 'Primero configura otro y después quita este.',
  },
  'factor.limit': {
    title: 'Ya tienes todos los métodos de inicio de sesión que admite una cuenta',
    detail: 'Quita uno que ya no uses e inténtalo de nuevo.',
  },
  'factor.recovery_not_possible': {
    title: 'Estos métodos de inicio de sesión no se pueden reemplazar así',
    detail: 'Contacta a soporte: puede restablecerlos después de un tiempo de espera.',
  },
  'trusted_device.not_found': {
    title: 'Ese dispositivo no existe',
    detail: 'Tal vez ya se quitó. Vuelve a leer la lista.',
  },
  'passkey.rejected': {
    title: 'Esa llave de acceso no sirve para iniciar sesión aquí',
    detail: 'Inténtalo de nuevo o inicia sesión con tu contraseña.',
  },
  'passkey.not_offered': {
    title: 'Esta aplicación pide la contraseña',
    detail: 'Inicia sesión con ella. Tu llave de acceso puede ser el segundo paso.',
  },
  'factor.kind_not_allowed': {
    title: 'Ese método de inicio de sesión no se ofrece aquí',
    detail: 'Elige uno de los que se ofrecen al iniciar sesión.',
  },
  'challenge.rejected': {
    title: 'Ese código no es correcto',
    detail: 'Revísalo e inténtalo de nuevo. Un código vale poco tiempo y funciona una vez.',
  },
  'challenge.locked': {
    title: 'Demasiados códigos incorrectos',
    detail: 'Inténtalo más tarde. Si no se indica una hora, contacta a soporte.',
  },
  'challenge.resend_too_soon': {
    title: 'Espera un momento antes de pedir otro mensaje',
    detail: 'El último puede estar todavía en camino.',
  },
  'challenge.resend_limit': {
    title: 'Por ahora no se pueden enviar más mensajes',
    detail: 'Inténtalo más tarde o elige otro método de inicio de sesión.',
  },
} as const satisfies Record<keyof typeof factorProblems, ProblemWords>;
