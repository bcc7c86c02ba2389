import { bubbleOfBot, bubbleOfPerson, dayLine } from './bubble.js';
import { createMailbox } from './mailbox.js';

/** An invented place near RW 03 Pulo Gadung, for a question that asks where somebody is. */
const somewhere = { kind: 'location', latitude: -6.1862, longitude: 106.8896 };

/** What the channel's own buttons say. */
const sharing = {
  id: { contact: 'Kirim nomor saya', location: 'Kirim lokasi contoh' },
  en: { contact: 'Send my number', location: 'Send an invented location' },
};

/** One person's phone: the talk so far, what is on its way, and a line to write in. */
export function createPhone(person) {
  const element = document.querySelector('#phone').content.firstElementChild.cloneNode(true);
  const part = (selector) => element.querySelector(selector);
  const [talk, said, sending, begin] = ['.talk', '.said', '.sending', '.begin'].map(part);
  const form = part('form');
  const input = part('[name=text]');
  const chooser = part('[type=file]');
  const files = `/simulator/${person.account}/files`;
  /** The words of each choice that was offered, to show a tap as a person sees it. */
  const labels = new Map();
  const waiting = new Map();
  let order = 0;
  let day = '';

  element.dataset.phone = person.account;
  element.dataset.testid = `phone-${person.account}`;
  const title = part('h2');
  title.textContent = person.name;
  title.id = `name-${person.account}`;
  element.setAttribute('aria-labelledby', title.id);
  part('.about').textContent = person.about;
  part('.face').textContent = person.name
    .replace(/^(Pak|Bu)\s+/i, '')
    .charAt(0)
    .toUpperCase();
  // It scrolls, so the keyboard must reach it.
  talk.tabIndex = 0;
  talk.setAttribute('aria-label', `Percakapan ${person.name}`);
  talk.dataset.testid = `talk-${person.account}`;
  input.setAttribute('aria-label', `Tulis pesan sebagai ${person.name}`);
  input.dataset.testid = `input-${person.account}`;
  part('.attach').dataset.testid = `attach-${person.account}`;
  chooser.dataset.testid = `file-${person.account}`;
  part('.send').dataset.testid = `send-${person.account}`;
  part('.tries').append(...person.tries.map(tryButton));

  const put = createMailbox(person.account, (id, state) => {
    const bubble = waiting.get(id);
    if (!bubble) return;
    bubble.dataset.state = state;
    bubble.querySelector('.when').textContent =
      state === 'again' ? 'belum terkirim, dicoba lagi…' : 'tidak terkirim';
  });

  /** Says something, or sends a file; resolves once it is taken. */
  function say(content, words, file) {
    const id = crypto.randomUUID();
    const bubble = bubbleOfPerson(content, words, 'mengirim…');
    bubble.dataset.state = 'sending';
    waiting.set(id, bubble);
    sending.append(bubble);
    begin.hidden = true;
    toEnd();
    return put({ id, content, file });
  }

  function tryButton(text) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', () => say({ kind: 'text', text }));
    return button;
  }

  /**
   * A double click says it once, also where its second half lands on the choice beside it; afterwards any of them can
   * be tapped again, as on a real phone.
   */
  function choiceButton(label, content) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', async () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      const group = button.closest('.choices')?.querySelectorAll('button') ?? [button];
      for (const one of group) one.setAttribute('aria-disabled', 'true');
      await say(content, label);
      setTimeout(() => {
        for (const one of group) one.removeAttribute('aria-disabled');
      }, 600);
    });
    return button;
  }

  function choicesOf({ question, options, requests, language }) {
    const words = language === 'en' ? sharing.en : sharing.id;
    const buttons = options.map(({ key, label }) => {
      labels.set(`${question}|${key}`, label);
      const button = choiceButton(label, { kind: 'choice', question, key });
      button.dataset.key = key;
      return button;
    });
    if (requests === 'contact') {
      const contact = { kind: 'contact', phone: person.phone, own: true };
      buttons.unshift(choiceButton(words.contact, contact));
    }
    if (requests === 'location') buttons.unshift(choiceButton(words.location, somewhere));
    return buttons;
  }

  function show(entry) {
    if (entry.order <= order) return;
    order = entry.order;
    begin.hidden = true;
    const at = new Date(entry.at);
    const line = dayLine(at);
    if (line.textContent !== day) said.append(line);
    day = line.textContent;
    const changed = said.querySelector(`[data-order="${entry.said.replaces}"]`);
    if (entry.direction === 'out' && changed) {
      const bubble = bubbleOfBot(entry.said, choicesOf(entry.said), at, files);
      bubble.dataset.order = changed.dataset.order;
      return changed.replaceWith(bubble);
    }
    if (entry.direction === 'out') {
      for (const old of said.querySelectorAll('.choices')) old.classList.add('old');
      said.append(bubbleOfBot(entry.said, choicesOf(entry.said), at, files));
    } else {
      waiting.get(entry.id)?.remove();
      waiting.delete(entry.id);
      const words = labels.get(`${entry.said.question}|${entry.said.key}`);
      said.append(bubbleOfPerson(entry.said, words, at, files));
    }
    const bubble = said.lastElementChild;
    bubble.dataset.order = order;
    bubble.querySelector('img')?.addEventListener('load', toEnd);
    toEnd();
  }

  function toEnd() {
    talk.scrollTop = talk.scrollHeight;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    say({ kind: 'text', text });
  });

  part('.attach').addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    const [file] = chooser.files;
    chooser.value = '';
    if (!file) return;
    const kind = file.type.startsWith('image/') ? 'photo' : 'document';
    say({ kind }, undefined, file);
  });

  return {
    element,
    get order() {
      return order;
    },
    show,
    toEnd,
    focus: () => input.focus(),
    /** While what was said before is being fetched, a screen reader need not read it all out. */
    setLoading: (is) => talk.setAttribute('aria-busy', String(is)),
  };
}
