// What the pages behind links in e-mails have in common.

const spoken = ['en', 'es'];

/** The first language of the reader's that we have words in. */
export const language =
  (navigator.languages ?? [navigator.language]).map((tag) => tag.slice(0, 2)).find((tag) => spoken.includes(tag)) ??
  'en';

/** The page itself is written in English; other languages replace its `data-text` parts. */
export function translate(texts) {
  document.documentElement.lang = language;
  for (const part of document.querySelectorAll('[data-text]')) {
    const text = texts[part.dataset.text];
    if (text) part.textContent = text;
  }
  const { title } = texts;
  if (title) document.title = `${title} – Postern`;
}

/**
 * The token stands in the fragment, which no server and no mail scanner sees. It is taken out of the address bar, the history
 * and whatever is copied from there.
 */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token) history.replaceState(null, '', location.pathname);
  return token ?? undefined;
}

const unreachable = {
  en: { title: 'That did not work', detail: 'We could not be reached just now. Wait a moment, then try again.' },
  es: { title: 'Algo falló', detail: 'No hemos podido conectar. Espera un momento e inténtalo de nuevo.' },
};

/** @returns what came back; for a problem its title and detail are in the reader's language already. */
export async function call(method, path, body) {
  try {
    const reply = await fetch(path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return { ok: reply.ok, body: await reply.json() };
  } catch {
    return { ok: false, body: unreachable[language] };
  }
}

export const post = (path, body) => call('POST', path, body);

/** A link that was cut short is no valid field to the API, and no valid link to the reader. */
export const incomplete = {
  en: { title: 'This link is not complete', detail: 'Open it again just as it is in the e-mail.' },
  es: { title: 'El enlace está incompleto', detail: 'Ábrelo de nuevo tal como está en el correo.' },
}[language];

export const wordsOf = (body) => (body.code === 'request.invalid' ? incomplete : body);

/** Worth another try with the same link. */
export const passes = ({ code }) =>
  code === undefined || code === 'request.rate_limited' || code.startsWith('service.');

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
