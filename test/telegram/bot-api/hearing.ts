import { type Call, told } from './calls.ts';
import type { Chat, Shown } from './chat.ts';

/** What somebody waits to be told: a part of the text, a pattern, or any question about the message. */
export type Wanted = string | RegExp | ((message: Shown) => boolean);

/** One person's ears: what the bot said is heard once, in order. Edits are heard as well. */
export class Hearing {
  readonly #chat: Chat;
  readonly #calls: readonly Call[];
  #heard = 0;

  constructor(chat: Chat, calls: readonly Call[]) {
    this.#chat = chat;
    this.#calls = calls;
  }

  get #unheard(): Shown[] {
    return this.#chat.news.slice(this.#heard);
  }

  /** The first new message that is wanted; what came before it counts as heard. `within` in ms. */
  async one(wanted: Wanted, within: number): Promise<Shown> {
    const find = () => this.#unheard.findIndex((message) => fits(message, wanted));
    await this.#until(() => find() >= 0, within, `waited for ${String(wanted)}`);
    const index = find();
    const message = this.#unheard[index];
    if (!message) throw new Error('What was found is gone.');
    this.#heard += index + 1;
    return message;
  }

  /** The next so many new messages. */
  async several(count: number, within: number): Promise<Shown[]> {
    await this.#until(() => this.#unheard.length >= count, within, `waited for ${count} messages`);
    const messages = this.#unheard.slice(0, count);
    this.#heard += count;
    return messages;
  }

  /** Throws when the bot says anything in the next `ms` milliseconds, or said what was not heard yet. */
  async nothing(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (this.#unheard.length > 0) throw this.#error('wanted to hear nothing');
  }

  all(): void {
    this.#heard = this.#chat.news.length;
  }

  async #until(enough: () => boolean, within: number, what: string): Promise<void> {
    if (enough()) return;
    await new Promise<void>((resolve, reject) => {
      const stop = this.#chat.listen(() => {
        if (!enough()) return;
        clearTimeout(timer);
        stop();
        resolve();
      });
      const timer = setTimeout(() => {
        stop();
        reject(this.#error(`${what} for ${within} ms`));
      }, within);
    });
  }

  #error(what: string): Error {
    const { first_name, id } = this.#chat.person;
    const heard = this.#unheard.map(({ text, buttons }) => `  ${text} ${JSON.stringify(buttons)}`);
    const lines = [
      `${first_name} (${id}) ${what}.`,
      heard.length ? 'New from the bot:' : 'The bot said nothing new.',
      ...heard,
      'Calls:',
      told(this.#calls),
    ];
    return new Error(lines.join('\n'));
  }
}

function fits(message: Shown, wanted: Wanted): boolean {
  if (typeof wanted === 'string') return message.text.includes(wanted);
  return wanted instanceof RegExp ? wanted.test(message.text) : wanted(message);
}
