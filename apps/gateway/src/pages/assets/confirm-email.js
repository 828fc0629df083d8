import { language, incomplete, passes, post, takeToken, translate, wordsOf } from './page.js';

const texts = {
  en: {
    done: 'Your address is changed',
    changed: (email) => `From now on your account uses ${email}. The old address has been told.`,
  },
  es: {
    title: 'Confirma tu nueva dirección',
    message: 'Pulsa el botón para que tu cuenta use esta dirección de correo a partir de ahora.',
    confirm: 'Usar esta dirección',
    doubt: '¿No lo has pedido tú? Entonces no pulses el botón y cierra esta página.',
    done: 'Tu dirección ha cambiado',
    changed: (email) => `A partir de ahora tu cuenta usa ${email}. Hemos avisado a la dirección anterior.`,
  },
}[language];

translate(texts);
const title = document.querySelector('#title');
const message = document.querySelector('#message');
const button = document.querySelector('#confirm');
const doubt = document.querySelector('#doubt');
const token = takeToken();

function show({ title: heading, detail }, again) {
  title.textContent = heading;
  message.textContent = detail;
  button.hidden = doubt.hidden = !again;
  button.disabled = false;
  document.title = `${heading} – Postern`;
}

// Only pressing the button uses the link.
button.addEventListener('click', async () => {
  button.disabled = true;
  const { ok, body } = await post('/v1/email-changes', { token });
  if (ok) show({ title: texts.done, detail: texts.changed(body.email) }, false);
  else show(wordsOf(body), passes(body));
});
addEventListener('hashchange', () => location.reload());
if (!token) show(incomplete, false);
