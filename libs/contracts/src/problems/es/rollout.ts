import type { rolloutProblems } from '../en/rollout.js';
import type { ProblemWords } from '../words.js';

export const rolloutProblemsInSpanish = {
  'policy.refused': {
    title: 'Esta política dejaría fuera a todo el mundo',
    detail: 'Permite al menos un tipo de método con el que se alcance el nivel.',
  },
  'policy.overtaken': {
    title: 'La política cambió mientras tanto',
    detail: 'No se guardó nada. Mira la política más reciente y guarda lo que quieras cambiar en ella.',
  },
  'rollout.not_found': { title: 'No existe esa activación', detail: 'Búscala en la lista de activaciones.' },
  'rollout.running': {
    title: 'La MFA ya se está activando',
    detail: 'Sigue la activación en curso o cancélala primero.',
  },
  'rollout.state_refused': {
    title: 'La activación no está en un estado que lo permita',
    detail: 'Mírala de nuevo: quizá otra persona fue más rápida.',
  },
  'rollout.not_required': {
    title: 'La MFA ya no es obligatoria',
    detail: 'Actívala de nuevo para avisar a tus miembros.',
  },
  'reminder.too_soon': { title: 'Hoy ya salió un recordatorio', detail: 'Envía el siguiente mañana.' },
} as const satisfies Record<keyof typeof rolloutProblems, ProblemWords>;
