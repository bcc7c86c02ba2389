import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Content } from '../src/chat/message.ts';
import { type Heard, Phone } from './phone.ts';
import {
  besideFree,
  choices,
  isLast,
  isOf,
  openings,
  summaryOf,
  told,
  typedAnswers,
} from './words.ts';

/** What somebody wants to promise (`give`), to ask for, or to register. No two wishes of one person have the same amount. */
export interface Wish {
  kind: 'give' | 'ask' | 'register';
  /** As the bot's option says it: `Paket sembako`. Nothing of what is registered. */
  package: string;
  /** `RW 03 Pulo Gadung` */
  place: string;
  /** Packages; of what is registered the families. */
  amount: number;
  /** `14 Desember`: of what is given when it comes, of what is registered the day of last year's letter. */
  day: string;
  /** Rupiah for one package, as published: with it the person gives by budget now and then. */
  price?: number;
}

/** A summary that the person said yes to, and the number that the bot gave for it. */
export interface Confirmed {
  wish: Wish;
  /** The question that the yes was said to. */
  question: string;
  /** `K-2611-0001`; a registration is told by its place: `RW 03 Pulo Gadung`. */
  number?: string;
}

export interface PersonSettings {
  account: string;
  /** `Bu Sari` */
  name: string;
  /** `+62 812-0000-0101`, as the bot writes it. */
  number: string;
  /** Where the living processes are; messages go to one of them, and now and then to all at once. */
  urls: () => string[];
  /** Gives 0 to 1. */
  chance: () => number;
}

/** Answers by what the bot asks, so the talk goes on whatever happened to the bot; and notes what is wrong with it. */
export class Person {
  readonly confirmed: Confirmed[] = [];
  /** `misfiled: …`, `stranded: …`; a sentence each. */
  readonly faults: string[] = [];
  readonly phone: Phone;
  /** How many messages it said, and how many deliveries there were of them. */
  said = 0;
  delivered = 0;
  #noted = 0;
  /** What it said last. */
  readonly #words: string[] = [];
  readonly #settings: PersonSettings;
  readonly #stray: Promise<unknown>[] = [];

  constructor(settings: PersonSettings) {
    this.#settings = settings;
    const { urls, chance } = settings;
    this.phone = new Phone(settings.account, () => {
      const living = urls();
      const first = Math.floor(chance() * living.length);
      return [...living.slice(first), ...living.slice(0, first)];
    });
  }

  /** Talks until the wish has its number. False when the bot left it without an answer. */
  async wishes(wish: Wish): Promise<boolean> {
    const opening = openings[wish.kind];
    let heard = await this.#exchange({ kind: 'text', text: opening });
    for (let exchanges = 0; exchanges < 80; exchanges++) {
      if (!heard || this.faults.length > 0) return false;
      if (this.confirmed.some((done) => done.wish === wish && done.number)) return true;
      const asked = heard.findLast(({ question }) => question !== '');
      const says = asked ? this.#answer(asked, wish) : opening;
      heard = await this.#exchange(typeof says === 'string' ? { kind: 'text', text: says } : says);
    }
    this.faults.push(`stranded: eighty answers led ${this.#settings.account} nowhere`);
    return false;
  }

  /** Says one more thing, and whether it was answered. */
  async isAnswered(): Promise<boolean> {
    return (await this.#exchange({ kind: 'text', text: 'komitmen saya' })) !== undefined;
  }

  async close(): Promise<void> {
    await this.phone.close();
    await Promise.allSettled(this.#stray);
  }

  /** Says it, and gives what the bot answers: up to its question, or to the end of what it has to say. */
  async #exchange(content: Content): Promise<Heard[] | undefined> {
    const { chance, account } = this.#settings;
    await delay(chance() * 60);
    const order = await this.#say(content);
    const until = performance.now() + 4_000;
    for (;;) {
      const heard = await this.phone.answers(order);
      if (heard.length === 0) {
        this.faults.push(`stranded: ${account} got no answer at message ${order}`);
        return undefined;
      }
      this.#noteNumbers();
      const isWhole = heard.some(({ question, text }) => question !== '' || isLast.test(text));
      if (isWhole || performance.now() > until) return heard;
      await delay(20);
    }
  }

  /** As a network delivers: until it is confirmed, and now and then twice or to two processes at once. */
  async #say(content: Content): Promise<number> {
    const { chance, urls } = this.#settings;
    const id = randomUUID();
    this.#words.push(content.kind === 'text' ? content.text : content.kind);
    this.said += 1;
    this.delivered += 1;
    if (chance() < 0.1) {
      for (const url of urls()) this.#redeliver(url, id, content, 0);
    }
    const order = await this.phone.say(content, id);
    const [url] = urls();
    if (url && chance() < 0.15) this.#redeliver(url, id, content, chance() * 500);
    return order;
  }

  #redeliver(url: string, id: string, content: Content, after: number): void {
    this.delivered += 1;
    this.#stray.push(delay(after).then(() => this.phone.post(url, id, content).catch(() => {})));
  }

  #answer(asked: Heard, wish: Wish): string | Content {
    const { name, number, chance } = this.#settings;
    const { text, options } = asked;
    if (text.includes('Tolong dicek lagi')) return this.#confirm(asked, wish);
    if (!/Boleh kami simpan|Mau mulai/.test(text) && chance() < 0.06) return 'kembali';
    const wanted = choices(wish).find((label) => options.some((o) => o.label.startsWith(label)));
    if (wanted !== undefined) return this.#choose(asked, wanted);
    const typed = typedAnswers(wish, { name, number, chance: chance() }).find(([question]) =>
      question.test(text),
    );
    if (typed) return typed[1];
    this.faults.push(
      `stranded: nothing fits as an answer to “${text.slice(0, 80)}” (${this.#recent})`,
    );
    return 'menu';
  }

  /** The last of what was said on both sides, for whoever looks for the cause of a fault. */
  get #recent(): string {
    const heard = this.phone.heard.slice(-4).map(({ text }) => text.slice(0, 60));
    return `said ${this.#words.slice(-4).join(' · ')}; heard ${heard.join(' · ')}`.replaceAll(
      '\n',
      ' ',
    );
  }

  /** By a tap, or by its number. */
  #choose({ question, options }: Heard, label: string): string | Content {
    const index = options.findIndex((option) => option.label.startsWith(label));
    const key = options[index]?.key ?? '';
    if (this.#settings.chance() < 0.5) return { kind: 'choice', question, key };
    // Where a number could itself be an answer, letters stand before the options.
    // Beside a free answer a number would be that.
    if (besideFree.includes(label) || options.some((option) => /\d/.test(option.label)))
      return label;
    return String(index + 1);
  }

  /** Says yes to a summary that holds what was answered, and nothing to another. */
  #confirm(asked: Heard, wish: Wish): string | Content {
    const { account, number, chance } = this.#settings;
    const lines = summaryOf(wish, number);
    const absent = lines.filter((line) => !asked.text.includes(line));
    if (absent.length > 0) {
      this.faults.push(`misfiled: ${account} answered ${absent.join(', ')}; read: ${asked.text}`);
      return 'batal';
    }
    const known = this.confirmed.find(({ question }) => question === asked.question);
    if (!known) this.confirmed.push({ wish, question: asked.question });
    if (chance() < 0.25) return 'ya';
    const { question, options } = asked;
    const tap: Content = { kind: 'choice', question, key: options[0]?.key ?? '' };
    // A double tap: another message, that says the same.
    const [url] = this.#settings.urls();
    if (url && chance() < 0.2) this.#redeliver(url, randomUUID(), tap, chance() * 80);
    return tap;
  }

  /** What it was told of its own wishes, also where that came late. */
  #noteNumbers(): void {
    for (; this.#noted < this.phone.heard.length; this.#noted++) {
      const text = this.phone.heard[this.#noted]?.text.replaceAll('\n', ' ') ?? '';
      const number = told.exec(text)?.slice(1).find(Boolean);
      if (!number || this.confirmed.some((done) => done.number === number)) continue;
      const done = this.confirmed.findLast(
        ({ number: before, wish }) => before === undefined && isOf(wish, number, text),
      );
      if (done) done.number = number;
      else this.faults.push(`doubled: ${number} was told, and nobody had said yes to it: ${text}`);
    }
  }
}

/** The same seed gives the same chances on every machine. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
