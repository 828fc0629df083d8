import { element, incomplete, language, passes, post, takeToken, translate, wordsOf } from './page.js';
import { texts as all } from './not-me-texts.js';

const texts = all[language];
translate(texts);
const title = document.querySelector('#title');
const message = document.querySelector('#message');
const will = document.querySelector('#will');
const effects = document.querySelector('#effects');
const button = document.querySelector('#disavow');
const doubt = document.querySelector('#doubt');
const token = takeToken();
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
let notice;

function show({ title: heading, detail }, choices) {
  title.textContent = heading;
  message.textContent = detail;
  document.title = `${heading} – Postern`;
  will.hidden = effects.hidden = button.hidden = doubt.hidden = !choices;
  button.disabled = false;
}

/** Reading what a notice is about changes nothing. */
async function ask() {
  if (!token) return show(incomplete, false);
  const { ok, body } = await post('/v1/notices', { token });
  if (!ok) return show(wordsOf(body), false);
  notice = body;
  const what = texts.kinds[notice.kind] ?? texts.kinds.other;
  effects.replaceChildren(
    ...notice.effects.map((effect) => element('li', { textContent: texts.effects[effect] ?? effect })),
  );
  show(
    { title: texts.title, detail: texts.happened(what, notice.username, moment.format(new Date(notice.happenedAt))) },
    true,
  );
}

button.addEventListener('click', async () => {
  button.disabled = true;
  const { ok, body } = await post('/v1/notices/disavowals', { token });
  if (!ok) return show(wordsOf(body), passes(body));
  show(
    { title: texts.done, detail: notice.effects.includes('password-reset') ? texts.nextPassword : texts.next },
    false,
  );
});
addEventListener('hashchange', () => location.reload());
void ask();
