const zone = { timeZone: 'Asia/Jakarta' };
const clock = new Intl.DateTimeFormat('id-ID', { ...zone, hour: '2-digit', minute: '2-digit' });
const days = new Intl.DateTimeFormat('id-ID', {
  ...zone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** People's words are only ever put in as text. */
function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** What the bot says, its bold, and its choices below. */
export function bubbleOfBot({ spans }, choices, at) {
  const message = make('div', 'message from-bot');
  const bubble = make('div', 'bubble');
  const words = make('p', 'words');
  for (const { text, bold } of spans) words.append(bold ? make('strong', '', text) : text);
  bubble.append(make('span', 'unseen', 'Bot: '), words, make('span', 'when', clock.format(at)));
  message.append(bubble);
  if (choices.length > 0) {
    const group = make('div', 'choices');
    group.setAttribute('role', 'group');
    group.setAttribute('aria-label', 'Pilihan');
    group.append(...choices);
    message.append(group);
  }
  return message;
}

/** What a person says; `at` is when, or a word on how it is doing. A tap shows as the button's own words. */
export function bubbleOfPerson(content, label, at) {
  const message = make('div', `message from-person ${content.kind}`);
  const bubble = make('div', 'bubble');
  bubble.append(
    make('p', 'words', label ?? wordsOf(content)),
    make('span', 'when', at instanceof Date ? clock.format(at) : at),
  );
  message.append(bubble);
  return message;
}

export function dayLine(at) {
  return make('p', 'day', days.format(at));
}

function wordsOf(content) {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'choice':
      return content.key;
    case 'contact':
      return `Nomor saya: ${spaced(content.phone)}`;
    case 'location':
      return 'Lokasi saya';
    case 'sticker':
      return '[stiker]';
    case 'voice':
      return '[pesan suara]';
    default:
      return '[pesan]';
  }
}

/** `+6281200000012` → `+62 812-0000-0012` */
function spaced(phone) {
  return phone.replace(/^\+62(\d{3})(\d{4})(\d+)$/, '+62 $1-$2-$3');
}
