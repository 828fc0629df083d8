const list = document.querySelector('#messages');
const view = document.querySelector('#message');
const state = document.querySelector('#state');
const to = document.querySelector('#to');
const refreshMilliseconds = 1500;

let messages = [];
let shown;
let chosen;
let seen = '';

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const channels = { email: 'E-mail', sms: 'Text message' };

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const titleOf = (message) => message.subject ?? message.text;

function entry(message) {
  const button = element(
    'button',
    { type: 'button' },
    element('strong', { textContent: titleOf(message) }),
    element('span', { textContent: `${channels[message.channel]} to ${message.to}` }),
    element('span', { textContent: time.format(new Date(message.sentAt)) }),
  );
  if (message.id === chosen) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => {
    chosen = message.id;
    draw();
    view.focus();
  });
  return element('li', {}, button);
}

/** The text with its addresses as links; built from nodes, so that nothing in a message is read as markup. */
function linked(text) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/);
  return parts.map((part, index) =>
    index % 2 === 1
      ? element('a', { href: part, target: '_blank', rel: 'noopener noreferrer', textContent: part })
      : part,
  );
}

function open(message) {
  if (shown === message.id) return;
  shown = message.id;
  const facts = element(
    'dl',
    {},
    element('dt', { textContent: 'To' }),
    element('dd', { textContent: message.to }),
    element('dt', { textContent: 'Sent' }),
    element('dd', { textContent: new Date(message.sentAt).toLocaleString() }),
    element('dt', { textContent: 'Message' }),
    element('dd', { textContent: message.template }),
  );
  const text = element('pre', {}, ...linked(message.text));
  const parts = [element('h2', { textContent: message.subject ?? channels[message.channel] }), facts];
  if (message.html) {
    const frame = element('iframe', {
      title: 'The e-mail as it is read',
      src: `/dev/inbox/messages/${message.id}/html`,
    });
    frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
    parts.push(element('details', {}, element('summary', { textContent: 'Text part' }), text), frame);
  } else parts.push(text);
  view.replaceChildren(...parts);
}

function draw() {
  list.replaceChildren(...messages.map(entry));
  const message = messages.find(({ id }) => id === chosen) ?? messages[0];
  if (message) open(message);
  const count = messages.length === 1 ? '1 message' : `${messages.length} messages`;
  state.textContent = messages.length === 0 ? 'No messages yet' : count;
}

async function refresh() {
  const query = to.value.trim();
  try {
    const reply = await fetch(`/dev/inbox/messages${query ? `?to=${encodeURIComponent(query)}` : ''}`);
    if (!reply.ok) throw new Error(String(reply.status));
    const text = await reply.text();
    // Redrawing what has not changed would take the focus away from whoever reads with the keyboard.
    if (text === seen) return;
    seen = text;
    messages = JSON.parse(text);
    draw();
  } catch {
    seen = '';
    state.textContent = 'Cannot be reached, trying again…';
  }
}

async function keepFresh() {
  await refresh();
  setTimeout(keepFresh, document.hidden ? refreshMilliseconds * 4 : refreshMilliseconds);
}

to.addEventListener('input', () => void refresh());
void keepFresh();
