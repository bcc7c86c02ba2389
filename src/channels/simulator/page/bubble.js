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

/** A photo as it looks, a document to be saved; `files` is where this phone has its own. */
function fileOf({ kind, name = 'berkas.pdf', file }, files) {
  const address = `${files}/${file}`;
  if (kind === 'photo') {
    const picture = make('img', 'picture');
    picture.alt = 'Foto';
    // What is no photo was sent all the same.
    picture.addEventListener('error', () => picture.replaceWith(make('p', 'words', '[foto]')));
    picture.src = address;
    return picture;
  }
  const line = make('p', 'words');
  const link = make('a', 'document', `Berkas: ${name}`);
  link.href = address;
  link.download = name;
  line.append(link);
  return line;
}

/** What the bot says, its bold, what it shows above, and its choices below. */
export function bubbleOfBot({ spans, media }, choices, at, files) {
  const message = make('div', 'message from-bot');
  const bubble = make('div', 'bubble');
  const words = make('p', 'words');
  for (const { text, bold } of spans) words.append(bold ? make('strong', '', text) : text);
  if (media) bubble.append(fileOf(media, files));
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
export function bubbleOfPerson(content, label, at, files) {
  const message = make('div', `message from-person ${content.kind}`);
  const bubble = make('div', 'bubble');
  bubble.append(
    content.file ? fileOf(content, files) : make('p', 'words', label ?? wordsOf(content)),
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
    case 'photo':
      return '[foto]';
    case 'document':
      return '[berkas]';
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
