import type { Incoming, Outgoing } from '../chat/message.ts';
import type { Prisma } from './generated/client.ts';
import { timeOf } from './retention.ts';

/**
 * Where conversations are kept between turns: in PostgreSQL, or with REDIS_URL in Redis. Both are filled
 * from the same protocol (docs/architecture.md, "One turn, exactly once") and sign one contract,
 * `test/store/sessions-contract.ts`. A position is opaque here.
 */
export interface Sessions {
  /**
   * Keeps an event; `false` when it is known already. A channel confirms to its network only after this.
   * Whoever accepts works on the chat soon: it may have been given the chat's lock along with it.
   */
  accept(event: Accepted): Promise<boolean>;
  /**
   * Does one piece of the chat's work: says what is unsaid, or else takes one turn. A chat speaks before
   * it listens. Throws what the turn threw; then nothing of the turn is kept but that it was tried, and
   * not even that where infrastructure spoiled it.
   */
  work(chat: string, worker: Worker): Promise<Worked>;
  /** Chats that have something to do and are held by nobody, the longest waiting first. */
  due(limit: number): Promise<string[]>;
  /** 0 when every event of the chat is taken and every reply said. */
  pending(chat: string): Promise<number>;
  /** How many chats have something to do, for the metrics. */
  counts(): Promise<{ waiting: number }>;
  /**
   * Forgets a conversation: where it stands, what was said in it, and the account. `later`: something of it is still to be
   * said. `went-on`: it was said since that anything began, which stays; what was said before is forgotten.
   */
  forget(chat: string, asked: Forget): Promise<Forgotten>;
  /** Lets go of what is older than anybody may ask for again. To be called now and then. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** An event as it was accepted, with its own frozen time and chance. */
export interface Accepted {
  chat: string;
  /** Keyed hash of the channel's own id. */
  id: string;
  incoming: Incoming;
  /** Milliseconds. */
  now: number;
  seed: string;
}

/** The client of a transaction, or the plain one for what only reads. */
export type Records = Prisma.TransactionClient;

/** What does the work of a chat: the turn's body, and the voice. */
export interface Worker {
  /**
   * Takes the conversation one event further. Without `records` it may only read: it answers `needs-records`
   * where it would write, and is begun again with the records of a transaction.
   */
  turn(input: TurnInput, records: Records | undefined): Promise<TurnOutput | 'needs-records'>;
  /** Says one reply. Never throws. */
  say(account: Incoming['from'], reply: Reply): Promise<Said>;
}

export interface TurnInput {
  event: Accepted;
  position: string | undefined;
  /** Where the open question was first shown, in the channel's counting. */
  shown: number | undefined;
  /** This try counted; those that infrastructure spoiled are not. */
  tries: number;
  /** The session was lost and rebuilt: the event is answered with the question, and files nothing. */
  unfiled: boolean;
}

export interface TurnOutput {
  position: string;
  question: string | undefined;
  replies: Outgoing[];
  /** Set when three tries failed: the kind of fault, kept with the event for the operator. */
  deadLetter?: string;
}

export interface Forget {
  /** By the database's clock: the time of the transaction in which it was asked for. */
  since: Date;
  /** What is still unsaid is forgotten as well. */
  force: boolean;
}

export type Forgotten = 'forgotten' | 'went-on' | 'later';

export interface Reply {
  /** The same at every try. */
  id: string;
  message: Outgoing;
}

/** `said` closes the reply: sent, refused for good, or the person is gone. `order` where it was sent. */
export type Said = { said: true; order?: number } | { said: false; after: number };

/**
 * `did`: there may be more to do. `idle`: there is nothing (more). `busy`: another holder has the chat.
 * `later`: there is something to do, but not before so many milliseconds.
 */
export type Worked = 'did' | 'idle' | 'busy' | { later: number };

/** A holder that shows no life for this long (ms) has lost the chat. It outlives a send's time-out. */
export const lockTime = 30_000;
/** How long ids of events and replies are known (ms). */
export const knownTime = timeOf('replies');
/** How long a turn is known (ms) after it was said. */
export const turnTime = timeOf('turns');
/** After so many failed tries an event becomes a dead letter. */
export const mostTries = 3;

export const replyId = (event: string, part: number) => `${event.slice(0, 22)}-${part}`;
