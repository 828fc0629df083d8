import type { requestProblems } from '../en/request.js';
import type { ProblemWords } from '../words.js';

export const requestProblemsInSpanish = {
  'request.invalid': {
    title: 'Hay campos que debes revisar',
    detail: 'Revisa cada campo que se menciona y vuelve a enviar la solicitud.',
  },
  'request.malformed': {
    title: 'No se puede leer la solicitud',
    detail: 'Revisa cómo está escrita y vuelve a enviarla.',
  },
  'request.forbidden_origin': {
    title: 'Esta solicitud viene de otro sitio',
    detail: 'Abre la página de inicio de sesión e inténtalo de nuevo desde ahí.',
  },
  'request.not_found': { title: 'No hay nada en esta dirección', detail: 'Revisa la dirección.' },
  'request.method_not_allowed': {
    title: 'Esta dirección no admite ese método',
    detail: 'El encabezado Allow indica los métodos que admite.',
  },
  'request.too_large': { title: 'La solicitud es demasiado grande', detail: 'Envía 64 KB como máximo.' },
  'request.unsupported_media_type': {
    title: 'Esta dirección admite otro tipo de contenido',
    detail: 'Envía application/json, o text/csv donde se admite un archivo con miembros.',
  },
  'request.rate_limited': {
    title: 'Demasiadas solicitudes',
    detail: 'Espera un poco e inténtalo de nuevo.',
  },
  'service.unauthorized': {
    title: 'Se necesita un token de servicio válido',
    detail: 'Envía un token firmado por un servicio conocido.',
  },
  'service.unavailable': {
    title: 'Esta parte del servicio no está disponible ahora',
    detail: 'Inténtalo de nuevo en un momento.',
  },
  'service.overloaded': { title: 'El servicio está ocupado', detail: 'Inténtalo de nuevo en unos segundos.' },
  'service.unexpected': {
    title: 'Algo salió mal de nuestro lado',
    detail: 'Inténtalo de nuevo. Si vuelve a ocurrir, dale a soporte el ID de la solicitud.',
  },
} as const satisfies Record<keyof typeof requestProblems, ProblemWords>;
