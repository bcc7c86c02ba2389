import { type Fields, isFields } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { Updates } from './updates.ts';

export interface Delivery {
  updateId: number;
  at: number;
  /** The status that came back; 0 when no answer came. */
  status: number;
}

interface Hook {
  url: string;
  secret: string;
  maxConnections: number;
}

/** Carries updates to the bot's address, one after another; what is not answered with 2xx is tried again. */
export class Webhook {
  /** Every attempt, for tests. */
  readonly deliveries: Delivery[] = [];
  readonly #updates: Updates;
  readonly #answer: (call: Fields) => Promise<void>;
  readonly #retryMs: number;
  #hook: Hook | undefined;
  #stop = new AbortController();
  #wake: () => void = () => {};
  #error: { at: number; message: string } | undefined;

  /** `answer` runs a call that the bot makes in its response; `retryMs` is the pause before a repeat. */
  constructor(updates: Updates, answer: (call: Fields) => Promise<void>, retryMs: number) {
    this.#updates = updates;
    this.#answer = answer;
    this.#retryMs = retryMs;
    updates.onArrival = () => this.#wake();
  }

  get url(): string {
    return this.#hook?.url ?? '';
  }

  set(hook: Hook): void {
    if (!/^https?:\/\/[^/]+/.test(hook.url)) throw badRequest('invalid webhook URL specified');
    if (hook.secret.length > 256) throw badRequest('secret token is too long');
    if (!/^[\w-]*$/.test(hook.secret)) {
      throw badRequest('secret token contains unallowed characters');
    }
    this.remove();
    this.#updates.interrupt('terminated by setWebhook request');
    this.#hook = hook;
    this.#error = undefined;
    this.#stop = new AbortController();
    void this.#run(hook, this.#stop.signal);
  }

  remove(): void {
    this.#hook = undefined;
    this.#stop.abort();
    this.#wake();
  }

  get info(): Record<string, unknown> {
    const error = this.#error && {
      last_error_date: Math.floor(this.#error.at / 1000),
      last_error_message: this.#error.message,
    };
    return {
      url: this.url,
      has_custom_certificate: false,
      pending_update_count: this.#updates.pending,
      ...(this.#hook
        ? { max_connections: this.#hook.maxConnections, ip_address: '127.0.0.1' }
        : {}),
      ...(this.#updates.allowed.length ? { allowed_updates: this.#updates.allowed } : {}),
      ...error,
    };
  }

  async #run(hook: Hook, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const update = this.#updates.head;
      if (!update) await this.#pause(stop);
      else {
        const response = await this.#post(hook, update, stop);
        if (stop.aborted) return;
        this.deliveries.push({
          updateId: update.update_id,
          at: Date.now(),
          status: response?.status ?? 0,
        });
        if (response?.ok) {
          this.#updates.taken(update);
          const call: unknown = await response.json().catch(() => undefined);
          if (isFields(call) && typeof call.method === 'string') await this.#answer(call);
        } else {
          const wrong = `Wrong response from the webhook: ${response?.status} ${response?.statusText}`;
          const message = response ? wrong : 'Connection failed';
          this.#error = { at: Date.now(), message };
          await this.#pause(stop, this.#retryMs);
        }
      }
    }
  }

  async #post(hook: Hook, update: unknown, stop: AbortSignal): Promise<Response | undefined> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (hook.secret) headers['x-telegram-bot-api-secret-token'] = hook.secret;
    const signal = AbortSignal.any([stop, AbortSignal.timeout(60_000)]);
    const body = JSON.stringify(update);
    try {
      return await fetch(hook.url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    } catch {
      return undefined;
    }
  }

  /** Until something arrives or the hook is removed; with `ms`, only that long. */
  async #pause(stop: AbortSignal, ms?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        stop.removeEventListener('abort', wake);
        resolve();
      };
      const timer = ms === undefined ? undefined : setTimeout(wake, ms);
      if (ms === undefined) this.#wake = wake;
      stop.addEventListener('abort', wake);
    });
  }
}
