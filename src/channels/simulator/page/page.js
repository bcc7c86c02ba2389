import { startClock } from './clock.js';
import { listen } from './line.js';
import { createPhone } from './phone.js';

const root = document.documentElement;
const status = document.querySelector('[data-testid=status]');
const tabs = document.querySelector('[data-testid=tabs]');
const main = document.querySelector('[data-testid=phones]');
const dialog = document.querySelector('dialog');

/** The phones on the page, by account. */
const phones = new Map();
const added = 'ksbb-simulator-added';

const { people, now } = await (await fetch('/simulator/people')).json();
const clock = startClock(new Date(now));
for (const person of [...people, ...kept()]) add(person);
choose(people[0]?.account ?? [...phones.keys()][0]);

const line = listen({
  /** How far each phone has been told, so that a new connection goes on from there. */
  cursors: () => [...phones].map(([account, phone]) => [account, phone.order]),
  entry: (entry) => phones.get(entry.account)?.show(entry),
  time: clock.set,
  connected(is) {
    root.dataset.ready = status.dataset.ready = String(is);
    status.textContent = is ? 'Siap' : 'Menyambung…';
    for (const phone of phones.values()) phone.setLoading(!is);
  },
});

function add(person) {
  if (phones.has(person.account)) return;
  const phone = createPhone(person);
  phones.set(person.account, phone);
  main.append(phone.element);
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.textContent = person.name;
  tab.dataset.tab = person.account;
  tab.addEventListener('click', () => choose(person.account));
  const item = document.createElement('li');
  item.append(tab);
  tabs.append(item);
}

/** On a narrow screen one phone shows at a time; on a wide one it comes into view. */
function choose(account) {
  for (const [other, phone] of phones) phone.element.classList.toggle('chosen', other === account);
  for (const tab of tabs.querySelectorAll('button')) {
    if (tab.dataset.tab === account) tab.setAttribute('aria-current', 'true');
    else tab.removeAttribute('aria-current');
  }
  phones.get(account)?.toEnd();
}

document.querySelector('[data-testid=add]').addEventListener('click', () => dialog.showModal());
dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
dialog.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const name = form.elements.name.value.trim();
  const account = accountOf(name);
  if (account === '') return;
  if (!phones.has(account)) {
    const person = { account, name, about: 'Orang baru', phone: phoneOf(account), tries: ['halo'] };
    add(person);
    keep([...kept(), person]);
    line.reopen();
  }
  form.reset();
  dialog.close();
  choose(account);
  phones.get(account).focus();
});

/** `Bu Sri RW 05` → `bu-sri-rw-05` */
function accountOf(name) {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
}

/** An invented number, the same at every visit. */
function phoneOf(account) {
  let sum = 0;
  for (const letter of account) sum = (sum * 31 + letter.codePointAt(0)) % 10_000;
  return `+62812000${String(sum).padStart(5, '0')}`;
}

function kept() {
  try {
    const people = JSON.parse(localStorage.getItem(added) ?? '[]');
    return Array.isArray(people) ? people : [];
  } catch {
    return [];
  }
}

function keep(people) {
  try {
    localStorage.setItem(added, JSON.stringify(people));
  } catch {
    // A browser that keeps nothing: the phone is there until the page is left.
  }
}
