import { tooManyRequests } from './refusal.ts';

/**
 * Telegram's published pace, enforced to the letter: a message a second to a chat, 30 a second overall
 * (core.telegram.org/bots/faq). Telegram itself forgives short bursts; this does not.
 */
export class Rate {
  #chats = new Map<number, number>();
  #last: number[] = [];

  /** `now` in milliseconds. Throws a 429 for a send that comes too early, which then does not count. */
  take(chat: number, now: number): void {
    const before = this.#chats.get(chat);
    this.#last = this.#last.filter((at) => now - at < 1000);
    if ((before !== undefined && now - before < 1000) || this.#last.length >= 30) {
      throw tooManyRequests(1);
    }
    this.#chats.set(chat, now);
    this.#last.push(now);
  }
}
