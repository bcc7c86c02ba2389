import { Refusal } from './refusal.ts';
import type { Update } from './wire.ts';

interface Queued {
  update: Update;
  /** Put back by `redeliver`: given once more whatever offset is asked for. */
  again: boolean;
  handedOver: boolean;
}

interface Waiting {
  end(reason: string): void;
  look(): void;
}

export interface Poll {
  offset: number;
  limit: number;
  /** Seconds. */
  timeout: number;
  /** Aborted when the poller hangs up. */
  gone: AbortSignal;
}

const conflict = (why: string) => new Refusal(409, `Conflict: ${why}`);

/** Kinds that are only sent to who asks for them by name. */
const onlyAsked = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** What waits for the bot: each update is given again until an offset above it confirms it. */
export class Updates {
  /** Called when something arrives; the webhook listens. */
  onArrival: () => void = () => {};
  #queue: Queued[] = [];
  #all = new Map<number, Update>();
  #nextId = 710_000_001;
  #waiting: Waiting | undefined;
  #allowed: string[] = [];

  get pending(): number {
    return this.#queue.length;
  }

  get allowed(): string[] {
    return this.#allowed;
  }

  /** What the bot wants to hear of, from now on. Undefined changes nothing, none means the usual ones. */
  allow(kinds: string[] | undefined): void {
    if (kinds) this.#allowed = kinds;
  }

  /** Queues an update, unless the bot does not want its kind. Gives its id all the same. */
  add(kind: string, payload: unknown): number {
    const update: Update = { update_id: this.#nextId++, [kind]: payload };
    const wanted = this.#allowed.length ? this.#allowed.includes(kind) : !onlyAsked.includes(kind);
    if (wanted) {
      this.#all.set(update.update_id, update);
      this.#queue.push({ update, again: false, handedOver: false });
      this.#arrived();
    }
    return update.update_id;
  }

  /** Delivers an update again, though it was confirmed. */
  redeliver(updateId: number): void {
    const update = this.#all.get(updateId);
    if (!update) throw new Error(`There never was an update ${updateId}.`);
    this.#queue = this.#queue.filter((queued) => queued.update !== update);
    this.#queue.unshift({ update, again: true, handedOver: false });
    this.#arrived();
  }

  /** One getUpdates. A poll that still waits is ended with 409: only one may listen. */
  async poll({ offset, limit, timeout, gone }: Poll): Promise<Update[]> {
    this.interrupt(
      'terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    this.#confirm(offset);
    const ready = () => this.#ready(offset, limit);
    if (timeout === 0 || ready().length > 0) return this.#handOver(ready());
    return await new Promise<Update[]>((resolve, reject) => {
      const finish = (give: () => void) => {
        clearTimeout(timer);
        gone.removeEventListener('abort', hungUp);
        if (this.#waiting === waiting) this.#waiting = undefined;
        give();
      };
      const hungUp = () => finish(() => resolve([]));
      const waiting: Waiting = {
        end: (reason) => finish(() => reject(conflict(reason))),
        look: () => {
          if (this.#waiting !== waiting || ready().length === 0) return;
          finish(() => resolve(this.#handOver(ready())));
        },
      };
      const timer = setTimeout(() => finish(() => resolve([])), timeout * 1000);
      gone.addEventListener('abort', hungUp);
      this.#waiting = waiting;
    });
  }

  /** Ends the poll that waits, with 409 and this reason. */
  interrupt(reason: string): void {
    this.#waiting?.end(reason);
  }

  /** The oldest one, for a webhook; it stays until it is `taken`. */
  get head(): Update | undefined {
    return this.#queue[0]?.update;
  }

  taken(update: Update): void {
    this.#queue = this.#queue.filter((queued) => queued.update !== update);
  }

  drop(): void {
    this.#queue = [];
  }

  #arrived(): void {
    // A moment later, so that what is said in one breath arrives in one answer.
    const waiting = this.#waiting;
    if (waiting) setImmediate(() => waiting.look());
    this.onArrival();
  }

  #confirm(offset: number): void {
    if (offset < 0) this.#queue = this.#queue.slice(offset);
    else {
      this.#queue = this.#queue.filter(
        ({ update, again, handedOver }) => update.update_id >= offset || (again && !handedOver),
      );
    }
  }

  #ready(offset: number, limit: number): Queued[] {
    return this.#queue
      .filter(({ update, again }) => again || update.update_id >= offset)
      .slice(0, limit);
  }

  #handOver(queued: Queued[]): Update[] {
    for (const one of queued) one.handedOver = true;
    return queued.map(({ update }) => update);
  }
}
