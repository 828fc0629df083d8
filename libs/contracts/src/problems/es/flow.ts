import type { flowProblems } from '../en/flow.js';
import type { ProblemWords } from '../words.js';

export const flowProblemsInSpanish = {
  'flow.required': {
    title: 'No hay ningún inicio de sesión en curso',
    detail: 'Empieza con tu nombre de usuario y tu contraseña.',
  },
  'flow.not_found': {
    title: 'Ese inicio de sesión no existe',
    detail: 'Tal vez ya se completó o se canceló. Inicia sesión otra vez.',
  },
  'flow.expired': {
    title: 'Este inicio de sesión terminó',
    detail: 'Tardó demasiado, u otro terminó antes. Inicia sesión otra vez.',
  },
  'flow.step_out_of_order': {
    title: 'Este inicio de sesión está en otro paso',
    detail: 'Vuelve a leerlo para ver qué sigue.',
  },
  'flow.postponement_refused': {
    title: 'Ya no se puede dejar para después',
    detail: 'Configura un segundo factor para continuar.',
  },
  'email_verification.unknown': {
    title: 'Este enlace no es válido',
    detail: 'Ábrelo tal como está en el correo, o pide uno nuevo donde inicias sesión.',
  },
  'email_verification.spent': {
    title: 'Este enlace ya se usó',
    detail: 'Si lo usaste tú, la dirección está verificada. Vuelve a donde inicias sesión.',
  },
  'email_verification.expired': {
    title: 'Este enlace venció',
    detail: 'Pide uno nuevo donde inicias sesión.',
  },
  'link.unknown': {
    title: 'Este enlace no es válido',
    detail: 'Ábrelo tal como está en el correo, o pide uno nuevo.',
  },
  'link.spent': {
    title: 'Este enlace ya se usó',
    detail: 'Un enlace funciona una sola vez. Pide uno nuevo si lo necesitas.',
  },
  'link.expired': { title: 'Este enlace venció', detail: 'Pide uno nuevo.' },
} as const satisfies Record<keyof typeof flowProblems, ProblemWords>;
