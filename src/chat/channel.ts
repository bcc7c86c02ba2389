import type { Address, ChannelName, Incoming, Outgoing } from './message.ts';

/**
 * What every channel fills: few methods, none of them optional, and its limits as data.
 * All of them sign one contract, `test/channels/contract.ts`.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly limits: Limits;
  /** Begins to receive. `receive` resolves once the event is kept; only then may the network be told. */
  start(receive: Receive): Promise<void>;
  /** Sends one message, once it was started. Never throws: what can go wrong is a value. `id` is the same at every retry. */
  send(to: Address, message: Outgoing, id: string): Promise<Sent>;
  /** The file that somebody sent, by the reference that `Content` gave. Never throws; may be asked again at any time. */
  fetch(file: string): Promise<Fetched>;
  /** Whether it can receive now, with a sentence for the operator when it cannot. */
  health(): ChannelHealth;
  /** Stops receiving, and waits for what is being handed over. */
  stop(): Promise<void>;
}

export type Receive = (event: Incoming) => Promise<void>;

export interface ChannelHealth {
  ready: boolean;
  /** What the operator should know or do, e.g. "Telegram refuses the token: set TELEGRAM_BOT_TOKEN." */
  detail: string;
}

export interface Limits {
  /** Characters of one message, buttons not counted. */
  text: number;
  /** Options of one message that become buttons; 0 where there are none and they become lines. */
  buttons: number;
  /** Characters of one button. */
  label: number;
  /** Whether a message that was sent as `changing` can be replaced by another. */
  edits: boolean;
  /** Characters of the words below a photo or document. */
  caption: number;
  /** Bytes of a file that it gives; a larger one is not fetched at all. */
  file: number;
}

/** How a fetch ended. */
export type Fetched =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; failure: FetchFailure /** Milliseconds, with `throttled`. */; after?: number };

/**
 * throttled: asked too often · unreachable: it did not come this time · gone: the channel does not have it,
 * or no longer · too-large: more than `Limits.file`.
 */
export type FetchFailure = 'throttled' | 'unreachable' | 'gone' | 'too-large';

/** What follows from a fetch that failed, for every channel. */
export const fetchVerdicts = {
  throttled: 'later',
  unreachable: 'later',
  gone: 'unfetched',
  'too-large': 'too_large',
} as const satisfies Record<FetchFailure, 'later' | 'unfetched' | 'too_large'>;

/** How a send ended. `order` is the message's place in the chat (see `Incoming.order`). */
export type Sent =
  | { ok: true; order: number }
  | { ok: false; failure: Failure /** Milliseconds, with `throttled`. */; after?: number };

/**
 * throttled: too fast, say it later · unreachable: the network certainly did not take it ·
 * gone: the person left or blocked the bot · refused: the network will never take this message ·
 * unknown: no answer came, it may have been said.
 */
export type Failure = 'throttled' | 'unreachable' | 'gone' | 'refused' | 'unknown';

export type Verdict = 'later' | 'stop' | 'fail' | 'park';

/** What follows from a failure. The one place that decides it, for every channel. */
export const verdicts = {
  throttled: 'later',
  unreachable: 'later',
  gone: 'stop',
  refused: 'fail',
  unknown: 'park',
} as const satisfies Record<Failure, Verdict>;
