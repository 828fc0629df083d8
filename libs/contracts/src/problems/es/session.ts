import type { sessionProblems } from '../en/session.js';
import type { ProblemWords } from '../words.js';

export const sessionProblemsInSpanish = {
  'sign_in.rejected': {
    title: 'El nombre de usuario o la contraseña no son correctos',
    detail: 'Revísalos e inténtalo de nuevo. Se distinguen mayúsculas y minúsculas.',
  },
  'session.required': {
    title: 'Inicia sesión para continuar',
    detail: 'No hay ninguna sesión abierta, o ya terminó.',
  },
  'session.step_up_required': {
    title: 'Confirma una vez más que eres tú',
    detail: 'Responde con uno de tus métodos de inicio de sesión e inténtalo de nuevo.',
  },
  'session.not_found': {
    title: 'Esa sesión no existe',
    detail: 'Tal vez ya terminó. Vuelve a leer la lista.',
  },
  'step_up.unreachable': {
    title: 'Ninguno de tus métodos de inicio de sesión es lo bastante seguro para esto',
    detail: 'Primero configura mensajes de texto, una app de autenticación o una llave de acceso.',
  },
  'assurance.refused': {
    title: 'Este inicio de sesión ya no se puede completar',
    detail: 'Inicia sesión otra vez.',
  },
  'assurance.spent': {
    title: 'Este inicio de sesión ya se completó',
    detail: 'Inicia sesión otra vez si necesitas otra sesión.',
  },
} as const satisfies Record<keyof typeof sessionProblems, ProblemWords>;
