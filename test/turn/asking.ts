import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from '../../src/channels/simulator/journal.ts';
import type { Outgoing } from '../../src/chat/message.ts';

export interface Asking {
  /** Of the bot; it may be away at any moment. */
  url: string;
  /** When it began to live (`performance.now()`); while it does not, nobody expects an answer. */
  upSince(): number;
  journal: Journal;
  account: string;
  rw: number;
  quantity: number;
}

/** What the head of a checked RW answers to each question of `flows/request.yaml`, by words of the question. */
const answers: [RegExp, (asking: Asking) => string][] = [
  [/Boleh kami simpan\?/, () => 'ya'],
  [/biasa dipanggil siapa\?/, ({ rw }) => `Pak Budi ${'abcdefghijklmnopqrstuvwxyz'[rw % 26]}`],
  [/Bantuan di bidang apa/, () => 'Pangan'],
  [/Apa yang dibutuhkan\?/, () => 'Paket sembako'],
  [/Butuh berapa/, ({ quantity }) => String(quantity)],
  [/Boleh minta nomor HP\?/, ({ rw }) => `0812 3456 7${String(rw).padStart(3, '0')}`],
  [/Sudah benar\?/, () => 'Ya, kirim'],
];

/** Three processes died of the same message: it is asked for again, with the open question where there is one. */
const apology = /hanya yang terakhir perlu diulang/;

/** A message that is accepted is answered within this time (ms) of a bot's life, its own or a later one's. */
const patience = 45_000;

/** Talks until the number of the request is told, and gives it. Throws when the bot falls silent. */
export async function askForAid(asking: Asking): Promise<string> {
  let sent = 0;
  let last = 'mau daftar rw';
  let seen = await say(asking, `m${sent++}`, last);
  for (;;) {
    const { text, order } = await newestQuestion(asking, seen);
    const number = /Nomor permintaan: \*\*(\S+)\*\*/.exec(text)?.[1];
    if (number) return number;
    const answer = answers.find(([question]) => question.test(text));
    if (answer) last = answer[1](asking);
    else if (!apology.test(text)) throw new Error(`${asking.account} cannot answer: ${text}`);
    seen = Math.max(order, await say(asking, `m${sent++}`, last));
  }
}

/** Says it until it is taken, with the same id, and gives its place in the chat. */
async function say({ url, account }: Asking, id: string, text: string): Promise<number> {
  for (;;) {
    const response = await fetch(`${url}/simulator/${account}/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id, content: { kind: 'text', text } }),
    }).catch(() => undefined);
    if (response?.ok) return ((await response.json()) as { order: number }).order;
    await response?.body?.cancel();
    await delay(20);
  }
}

/** The newest of what was said after that place, once it asks for something or tells the number. */
async function newestQuestion({ journal, account, upSince }: Asking, after: number) {
  const begun = performance.now();
  for (;;) {
    const entries = await journal.read(account, after);
    for (const { body, order, direction } of entries.reverse()) {
      const { text, question } = JSON.parse(body) as Outgoing;
      const isAnswer = question || text?.includes('Nomor permintaan') || apology.test(text ?? '');
      if (direction === 'out' && isAnswer) return { text, order };
    }
    if (performance.now() - Math.max(begun, upSince()) > patience) {
      const talk = (await journal.read(account, 0)).slice(-4).map(({ body }) => body);
      throw new Error(`${account} was left in silence after ${talk.join(' · ')}`);
    }
    await delay(50);
  }
}
