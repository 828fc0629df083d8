import { call, element, incomplete, language, post, takeToken, translate, wordsOf } from './page.js';
import { texts as all } from './reset-password-texts.js';

const texts = all[language];
const current = '/v1/sign-ins/current';
translate(texts);
const title = document.querySelector('#title');
const message = document.querySelector('#message');
const refusal = document.querySelector('#refusal');
const form = document.querySelector('#form');
let token;
let send = async () => undefined;

const button = (textContent, properties = {}) => element('button', { type: 'button', textContent, ...properties });

function field(label, properties) {
  const input = element('input', { name: 'answer', required: true, spellcheck: false, ...properties });
  return element('label', { textContent: label }, input);
}

function show(heading, text, ...parts) {
  title.textContent = heading;
  message.textContent = text;
  document.title = `${heading} – Postern`;
  refusal.hidden = true;
  form.replaceChildren(...parts);
  form.querySelector('input')?.focus();
}

/** Stays where it is, and says what is wrong. */
function refuse(body) {
  const { title: heading, detail, errors = [] } = wordsOf(body);
  const reasons = errors.map(({ message: reason }) => element('li', { textContent: reason }));
  refusal.replaceChildren(
    element('strong', { textContent: heading }),
    reasons.length > 0 ? element('ul', {}, ...reasons) : element('p', { textContent: detail ?? '' }),
  );
  refusal.hidden = false;
}

/** One request at a time, and then whatever step comes of it. */
async function go(request) {
  form.inert = true;
  const { ok, body } = await request;
  form.inert = false;
  if (ok) return step(body);
  // A link or a flow that is over cannot go on here.
  if (/^(?:link|flow)\./.test(body.code ?? '')) return show(wordsOf(body).title, wordsOf(body).detail);
  refuse(body);
}

const steps = {
  'answer-challenge'({ factor, alternatives, webauthn }) {
    const others = alternatives.map((other) => {
      const choice = button(texts.use(other.label, other.destination), { className: 'second' });
      choice.addEventListener('click', () => void go(post(`${current}/challenge`, { factorId: other.id })));
      return choice;
    });
    if (webauthn) return showPasskey(webauthn, others);
    const again = button(texts.again, { className: 'second' });
    again.addEventListener('click', () => void go(post(`${current}/resend`)));
    const sent = factor.kind === 'sms' || factor.kind === 'email';
    send = (code) => go(post(`${current}/answer`, { code }));
    show(
      texts.prove,
      texts.enter[factor.kind]?.(factor.destination) ?? texts.enter.totp(),
      field(texts.code, {
        autocomplete: 'one-time-code',
        inputMode: factor.kind === 'recovery_code' ? 'text' : 'numeric',
      }),
      element('button', { textContent: texts.go }),
      ...(sent ? [again] : []),
      ...others,
    );
  },
  'choose-password'({ username }) {
    send = (password) => go(post(`${current}/new-password`, { password }));
    show(
      texts.choose,
      texts.choosing,
      // For password managers, which keep the two together.
      element('input', { type: 'text', autocomplete: 'username', value: username, readOnly: true, hidden: true }),
      field(texts.password, { type: 'password', autocomplete: 'new-password' }),
      element('button', { textContent: texts.save }),
    );
  },
  complete() {
    show(texts.done, texts.signIn);
  },
};

function showPasskey(options, others) {
  const ready = button(texts.passkey);
  ready.addEventListener('click', async () => {
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const credential = await navigator.credentials.get({ publicKey });
      await go(post(`${current}/answer`, { credential: credential.toJSON() }));
    } catch {
      refuse({ title: texts.noPasskey, detail: texts.tryAnother });
    }
  });
  show(texts.prove, texts.enter.webauthn(), ready, ...others);
}

function step(flow) {
  const known = flow.purpose === 'recovery' ? steps[flow.step.kind] : undefined;
  if (known) known(flow.step);
  else show(incomplete.title, incomplete.detail);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send(new FormData(form).get('answer'));
});

async function begin() {
  token = takeToken();
  if (token) {
    // Only pressing the button uses the link.
    send = () => go(post('/v1/recovery/password/links', { token }));
    return show(texts.title, texts.begin, element('button', { textContent: texts.go }));
  }
  // Loaded again in the middle of it.
  const { ok, body } = await call('GET', current);
  if (ok) step(body);
  else show(incomplete.title, incomplete.detail);
}

addEventListener('hashchange', () => void begin());
void begin();
