// The token stands in the fragment, which no server and no mail scanner sees; only pressing the button uses it.
const title = document.querySelector('#title');
const message = document.querySelector('#message');
const button = document.querySelector('#verify');
const doubt = document.querySelector('#doubt');
const intro = { title: title.textContent, message: message.textContent.trim() };
let token;

const outcomes = {
  'email_verification.spent': [
    'This link has already been used',
    'If you used it yourself, all is well: go back to the page where you were signing in.',
  ],
  'email_verification.expired': [
    'This link has expired',
    'Go back to the page where you were signing in and ask for a new one.',
  ],
  'email_verification.unknown': [
    'This link is not valid',
    'Perhaps part of it got lost. Open it again from the e-mail, or ask for a new one where you were signing in.',
  ],
  'request.rate_limited': [
    'One moment, please',
    'There were many tries just now. Wait a minute, then press the button again.',
  ],
};
const failed = ['That did not work', 'We could not be reached just now. Wait a moment, then press the button again.'];

function show([heading, text], again) {
  title.textContent = heading;
  message.textContent = text;
  button.hidden = !again;
  button.disabled = false;
  doubt.hidden = !again;
  document.title = `${heading} – Postern`;
}

function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!given) {
    if (!token) show(outcomes['email_verification.unknown'], false);
    return;
  }
  token = given;
  // Out of the address bar, the history and whatever is copied from there.
  history.replaceState(null, '', location.pathname);
  show([intro.title, intro.message], true);
}

async function verify() {
  button.disabled = true;
  try {
    const reply = await fetch('/v1/email-verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const body = await reply.json();
    if (reply.ok) {
      show(
        ['Thank you', `${body.email} is verified. Go back to the page where you were signing in: it continues there.`],
        false,
      );
    } else if (body.code === 'request.invalid') show(outcomes['email_verification.unknown'], false);
    else show(outcomes[body.code] ?? failed, !(body.code in outcomes) || body.code === 'request.rate_limited');
  } catch {
    show(failed, true);
  }
}

button.addEventListener('click', verify);
addEventListener('hashchange', takeToken);
takeToken();
