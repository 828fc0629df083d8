import { language, incomplete, passes, post, takeToken, translate, wordsOf } from './page.js';

const texts = {
  en: {
    thanks: 'Thank you',
    verified: (email) => `${email} is verified. Go back to the page where you were signing in: it continues there.`,
  },
  es: {
    title: 'Verifica tu dirección de correo',
    message:
      'Pulsa el botón para confirmar que esta dirección es tuya. Después continúa el inicio de sesión que la ha pedido.',
    verify: 'Verificar esta dirección',
    doubt: '¿No lo has pedido tú? Entonces no pulses el botón y cierra esta página.',
    thanks: 'Gracias',
    verified: (email) => `${email} está verificada. Vuelve a la página donde estabas iniciando sesión: allí continúa.`,
  },
}[language];

translate(texts);
const title = document.querySelector('#title');
const message = document.querySelector('#message');
const button = document.querySelector('#verify');
const doubt = document.querySelector('#doubt');
const intro = { title: title.textContent, detail: message.textContent.trim() };
let token;

function show({ title: heading, detail }, again) {
  title.textContent = heading;
  message.textContent = detail;
  button.hidden = !again;
  button.disabled = false;
  doubt.hidden = !again;
  document.title = `${heading} – Postern`;
}

function begin() {
  const given = takeToken();
  token = given ?? token;
  if (given) show(intro, true);
  else if (!token) show(incomplete, false);
}

// Only pressing the button uses the link.
button.addEventListener('click', async () => {
  button.disabled = true;
  const { ok, body } = await post('/v1/email-verifications', { token });
  if (ok) show({ title: texts.thanks, detail: texts.verified(body.email) }, false);
  else show(wordsOf(body), passes(body));
});
addEventListener('hashchange', begin);
begin();
