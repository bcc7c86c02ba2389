import type { Failure } from '../../chat/channel.ts';

/**
 * The simulator's network: what was said to and by everybody, kept in order. The app hands one in.
 *
 * Its promises to the simulator:
 * - `order` rises within an account, over both directions, and appends to one account are kept one
 *   after another: whoever has read up to 7 never meets a 6 afterwards.
 * - An append with a `dedupe` that the account already has keeps nothing, and gives the first one's order.
 * - A watcher hears of an entry once it can be read, also when another process appended it.
 */
export interface Journal {
  append(message: JournalMessage): Promise<{ order: number; new: boolean }>;
  /** What the account said and heard after this order, oldest first; 0 is from the beginning. */
  read(account: string, after: number): Promise<Entry[]>;
  /** Gives back how to stop listening. */
  watch(listener: (account: string) => void): () => void;
  /** Keeps a file that somebody sends or is sent. Gives what it is found by: by chance, so that nobody guesses it. */
  keepFile(account: string, bytes: Uint8Array): Promise<string>;
  /** Undefined where none is, or, with an account, where it is not on that phone. */
  file(id: string, account?: string): Promise<Uint8Array | undefined>;
}

export interface JournalMessage {
  account: string;
  /** `in` is said by the person, `out` by the bot. */
  direction: 'in' | 'out';
  /** JSON of a `Content` (in) or an `Outgoing` (out). What people say: to be kept sealed. */
  body: string;
  /** Unique within the account: the page's own id of a message, or the outgoing id. */
  dedupe: string;
}

export interface Entry extends JournalMessage {
  order: number;
  /** When it was kept, by the simulator's clock. */
  at: Date;
}

/**
 * Thrown by `append` when it knows how it failed, e.g. `unreachable` when it got no connection.
 * Anything else that it throws counts as `unknown`: the message may have been kept.
 */
export class JournalFailure extends Error {
  readonly failure: Failure;
  /** Milliseconds, with `throttled`. */
  readonly after: number | undefined;

  constructor(failure: Failure, after?: number) {
    super(`The simulator's journal did not take a message: ${failure}.`);
    this.failure = failure;
    this.after = after;
  }
}

/** The clock that the page shows and forwards. */
export interface SimulatorClock {
  now(): Date;
  /** Moves the whole installation's time on by so many milliseconds. Rejects where that is not allowed. */
  forward(milliseconds: number): Promise<void>;
}
