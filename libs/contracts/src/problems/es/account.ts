import type { accountProblems } from '../en/account.js';
import type { ProblemWords } from '../words.js';

export const accountProblemsInSpanish = {
  'account.username_taken': { title: 'Ese nombre de usuario ya está en uso', detail: 'Prueba con otro.' },
  'account.password_refused': {
    title: 'Elige otra contraseña',
    detail: 'Cada motivo indica cómo sería una mejor.',
  },
  'account.password_rejected': {
    title: 'Esa contraseña no es correcta',
    detail: 'Revísala e inténtalo de nuevo. Se distinguen mayúsculas y minúsculas.',
  },
  'account.password_reset_required': {
    title: 'Primero necesitas una contraseña nueva',
    detail: 'Se reportó que otra persona usó esta cuenta. Elige "Olvidé mi contraseña".',
  },
  'account.not_found': {
    title: 'Esa cuenta no existe',
    detail: 'Revisa el nombre de usuario o la dirección.',
  },
  'account.disable_refused': {
    title: 'Esta cuenta no se puede desactivar',
    detail: 'Nadie puede desactivar su propia cuenta, y tiene que quedar un operador.',
  },
  'account.closure_refused': {
    title: 'Esta cuenta no se puede cerrar',
    detail: 'Nadie más podría administrar esta instalación. Crea antes otro operador y ciérrala después.',
  },
  'application.not_found': { title: 'Esa aplicación no existe', detail: 'Revisa cómo está escrito su nombre.' },
  'application.slug_taken': { title: 'Ese nombre ya está en uso', detail: 'Elige otro nombre.' },
  'application.redirect_refused': {
    title: 'Esa dirección no está registrada para la aplicación',
    detail: 'Usa una de sus direcciones registradas, letra por letra.',
  },
  'terms.declined': {
    title: 'No iniciaste sesión',
    detail: 'Esta aplicación requiere que aceptes sus términos. Puedes volver cuando quieras.',
  },
  'application.unknown': { title: 'Esa aplicación no existe', detail: 'Revisa cómo está escrito su nombre.' },
} as const satisfies Record<keyof typeof accountProblems, ProblemWords>;
