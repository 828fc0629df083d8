import type { ProblemCode } from './problems.js';

/** The problems in Spanish, as it is understood in all of Latin America; codes and statuses are those of the table. */
export const problemsInSpanish = {
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
    title: 'Envía la solicitud como application/json',
    detail: 'Pon application/json en el encabezado Content-Type.',
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
  'policy.refused': {
    title: 'Esta política dejaría fuera a todo el mundo',
    detail: 'Permite al menos un tipo de método con el que se alcance el nivel.',
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
  'reminder.too_soon': { title: 'Hoy ya salió un recordatorio', detail: 'Envía el siguiente mañana.' },

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
} as const satisfies Record<ProblemCode, { title: string; detail: string }>;
