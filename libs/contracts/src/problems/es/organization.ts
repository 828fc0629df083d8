import type { organizationProblems } from '../en/organization.js';
import type { ProblemWords } from '../words.js';

export const organizationProblemsInSpanish = {
  'organization.not_found': {
    title: 'No existe esa organización',
    detail: 'Elige una de tu lista de organizaciones.',
  },
  'organization.last_administrator': {
    title: 'Una organización necesita alguien que la administre',
    detail: 'Primero dale el rol de administración a otra persona.',
  },
  'member.not_found': { title: 'No existe ese miembro', detail: 'Búscalo en la lista de miembros.' },
  'member.exists': { title: 'Esta persona ya es miembro', detail: 'No hace falta hacer nada más.' },
  'member.limit': {
    title: 'Esta cuenta ya pertenece a tantas organizaciones como es posible',
    detail: 'Primero deja una de ellas o usa otra cuenta.',
  },
  'member.protected': {
    title: 'De esta cuenta se ocupa quien opera la instalación',
    detail: 'Pide a una persona operadora que lo haga.',
  },
  'invitation.not_found': { title: 'No existe esa invitación', detail: 'Búscala en la lista de invitaciones.' },
  'invitation.limit': {
    title: 'Demasiadas invitaciones',
    detail: 'Espera un poco o importa los miembros desde un archivo.',
  },
  'import.not_found': { title: 'No existe esa importación', detail: 'Búscala en la lista de importaciones.' },
  'import.unreadable': {
    title: 'El archivo no se puede leer como CSV',
    detail: 'Guárdalo como CSV en UTF-8, con los nombres de las columnas en la primera línea.',
  },
  'import.too_large': {
    title: 'El archivo es demasiado grande',
    detail: 'Envía como máximo 16 MB y 200 000 filas a la vez; divide el archivo si tiene más.',
  },
  'import.running': {
    title: 'Hay otra importación en curso',
    detail: 'Espera a que termine y luego empieza esta.',
  },
} as const satisfies Record<keyof typeof organizationProblems, ProblemWords>;
