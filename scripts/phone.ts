import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Content } from '../src/chat/message.ts';

/** A message of the bot as a phone shows it. */
export interface Heard {
  /** Rises within the phone, over what it says and hears. */
  order: number;
  id: string;
  text: string;
  /** The question that it asks; empty when it asks none. */
  question: string;
  options: { key: string; label: string }[];
}

/** A resend waits so long (ms), as a channel's would. */
const resendAfter = 40;

/**
 * A phone of the simulator over HTTP. It says a message again, with the same id, until some process has
 * confirmed it, as a channel's network does; so processes may die under it.
 */
export class Phone {
  readonly account: string;
  /** Everything that the bot said to it, in order. */
  readonly heard: Heard[] = [];
  readonly #urls: () => string[];
  readonly #closing = new AbortController();
  readonly #listening: Promise<void>;
  #last = 0;

  /** `urls`: where the living processes are; it speaks to the first of them. */
  constructor(account: string, urls: () => string[]) {
    this.account = account;
    this.#urls = urls;
    this.#listening = this.#listen();
  }

  /** Says it, and gives its order once it was confirmed. */
  async say(content: Content, id: string = randomUUID()): Promise<number> {
    for (;;) {
      const [url] = this.#urls();
      const order = url && (await this.post(url, id, content));
      if (order) return order;
      await delay(resendAfter, undefined, { signal: this.#closing.signal });
    }
  }

  /** One delivery to one process: undefined when it was not confirmed. */
  async post(url: string, id: string, content: Content): Promise<number | undefined> {
    try {
      const response = await fetch(`${url}/simulator/${this.account}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, content }),
        signal: this.#closing.signal,
      });
      const body = (await response.json()) as { order?: number; error?: string };
      if (response.ok || response.status === 503) return body.order;
      throw new Error(`The phone said what nobody may say: ${body.error}`);
    } catch (error) {
      if (error instanceof TypeError) return undefined; // fetch's own: nobody answered.
      throw error;
    }
  }

  /** What the bot said after that order, once it has said something; nothing after so long (ms) with a bot that lives. */
  async answers(after: number, within = 30_000): Promise<Heard[]> {
    for (let waited = 0; ; ) {
      const since = this.heard.filter(({ order }) => order > after);
      if (since.length > 0 || waited > within) return since;
      const begun = performance.now();
      await delay(5);
      if (this.#urls().length > 0) waited += performance.now() - begun;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#listening;
  }

  /** Listens to one process until it dies, and then to another. */
  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const [url] = this.#urls();
      if (url) await this.#follow(url, signal).catch(() => {});
      await delay(resendAfter, undefined, { signal }).catch(() => {});
    }
  }

  async #follow(url: string, signal: AbortSignal): Promise<void> {
    const response = await fetch(`${url}/simulator/${this.account}/events`, {
      headers: { 'last-event-id': String(this.#last) },
      signal,
    });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = `${text}${chunk}`.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) this.#take(event);
    }
  }

  #take(event: string): void {
    const data = /^event: entry\ndata: (.*)$/m.exec(event)?.[1];
    if (!data) return;
    const { order, direction, id, said } = JSON.parse(data);
    if (order <= this.#last) return;
    this.#last = order;
    if (direction !== 'out') return;
    const spans: { text: string }[] = said.spans;
    const { question, options } = said;
    this.heard.push({ order, id, question, options, text: spans.map((s) => s.text).join('') });
  }
}
