import type { PushFacts } from './governor.ts';

/**
 * What the channel asks of the records; `app` hands it in. Texts that are handed over here are sealed there, and names of
 * keys and people are kept as keyed hashes.
 */
export interface WhatsappStore {
  account: AccountStore;
  keys: KeyStore;
  journal: Journal;
  contacts: Contacts;
  sent: SentStore;
  files: FileStore;
  close(): Promise<void>;
}

/** The link between this installation and a WhatsApp account. */
export interface AccountState {
  /** Counts the holders of the connection. */
  epoch: number;
  paired: boolean;
  /** As JSON, with buffers in it; undefined before pairing has begun. */
  creds: string | undefined;
  /** The highest pre-key that was ever made. */
  preKeyTop: number;
  wanted: 'logout' | undefined;
  restricted: { at: Date; code: string } | undefined;
  /** The name of the reason (`reasons.ts`) for which no process connects any more. */
  stopped: string | undefined;
  detail: string;
}

export interface AccountStore {
  look(): Promise<AccountState>;
  /** Takes the connection over: from here on nobody with an older epoch can write a key. */
  take(): Promise<AccountState>;
  /** Throws `Overtaken`, as `KeyStore.write` does, when another process has taken over. */
  keepCreds(epoch: number, creds: string, paired: boolean, number?: string): Promise<void>;
  /** Unlinked: credentials and keys are of no use any more, and are deleted. A new link ends what stopped the old one. */
  forget(epoch: number, stopped?: string): Promise<void>;
  /** No process connects any more, until an operator lifts it. False where another one has taken over by now. */
  stop(epoch: number, reason: string): Promise<boolean>;
  want(what: 'logout'): Promise<void>;
  /** The first sign is kept; later ones change nothing. */
  restrict(code: string): Promise<void>;
  /** An operator has looked: what is sent unasked goes on, and processes connect again. */
  lift(): Promise<void>;
  tell(detail: string): Promise<void>;
}

export interface KeyStore {
  read(names: string[]): Promise<Map<string, string>>;
  /** One transaction: keys, and what was decrypted with those that it used up. */
  write(epoch: number, change: KeyChange): Promise<void>;
}

export interface KeyChange {
  put: Map<string, string>;
  gone: string[];
  kept: Kept[];
  preKeyTop: number;
}

/** A message as it arrived. */
export interface Kept {
  /** The same at every redelivery of the same stanza. */
  name: string;
  body: string;
  /** Its place in the chat. */
  place: number;
}

export interface JournalRow {
  id: string;
  body: string | undefined;
  place: number;
}

export interface Journal {
  find(name: string): Promise<string | undefined>;
  add(kept: Kept): Promise<void>;
  /** Another body of that name, where nobody has answered for it yet; false where somebody has, or there is none. */
  replace(name: string, body: string): Promise<boolean>;
  /** What nobody has answered for yet, in the order of the places; no body where it cannot be opened. */
  undone(limit: number, after?: JournalRow): Promise<JournalRow[]>;
  /** It cannot be read. After a few times it is set aside: false from then on. */
  fault(id: string): Promise<boolean>;
  /** `contact` is whose it was, where it was anybody's. */
  done(id: string, contact?: string): Promise<void>;
  /** Done, and of what it said nothing is kept. */
  emptied(id: string): Promise<void>;
  body(id: string): Promise<string | undefined>;
}

/** Addresses of one person: `628…@s.whatsapp.net`, `…@lid`, without a device. */
export interface Jids {
  lid?: string;
  pn?: string;
}

export interface Contact extends Jids {
  id: string;
  /** All under which the rest of the bot may know them: this one, and those that were merged into it. */
  accounts: string[];
  heardAt: Date | undefined;
  /** Something of theirs reached us late, and no answer has said since that we are sorry. */
  owesApology: boolean;
}

export interface Contacts {
  /** Whose addresses these are; somebody new where nobody has them, one person where two had one each. */
  of(jids: Jids): Promise<string>;
  /** Whether anybody of these addresses has ever written, or was written to. */
  knows(jids: Jids): Promise<boolean>;
  /** `id` may be of somebody who was merged. */
  reach(id: string): Promise<Contact | undefined>;
  /** They wrote that message of the journal then; `late`: long before it reached us. */
  heard(id: string, written: { at: Date; late: boolean; message: string }): Promise<void>;
}

export type SentState = 'queued' | 'sending' | 'acked' | 'delivered' | 'read' | 'refused';

export interface SentRow {
  id: string;
  contact: string;
  body: string;
  push: boolean;
  state: SentState;
  place: number | undefined;
  error: string | undefined;
  at: Date;
}

export interface SentStore {
  /** Keeps it in that state, unless it is known; gives it as it is known. */
  begin(row: Pick<SentRow, 'id' | 'contact' | 'body' | 'push' | 'state'>): Promise<SentRow>;
  find(id: string): Promise<SentRow | undefined>;
  /** The first of these ids under which something is kept. */
  known(ids: string[]): Promise<string | undefined>;
  /**
   * Moves it on; a state never goes back (a late ack after a receipt changes nothing but the place). Gives whether it begins with
   * an apology: as now said, or as at an earlier try; undefined where it is not to be said: taken back, or with WhatsApp already.
   */
  sending(id: string, apology: boolean): Promise<boolean | undefined>;
  /** What goes out, as WhatsApp's own message: for a phone that asks for it again. */
  relays(id: string, message: Uint8Array): Promise<void>;
  relayed(id: string): Promise<Uint8Array | undefined>;
  /** For the holder, where it is not with WhatsApp yet. */
  requeue(id: string, body: string): Promise<void>;
  acked(id: string, place: number): Promise<void>;
  seen(id: string, state: 'delivered' | 'read'): Promise<void>;
  refused(id: string, error: string): Promise<void>;
  /** False when somebody has taken it by now. */
  withdraw(id: string): Promise<boolean>;
  queued(limit: number): Promise<SentRow[]>;
  /** The newest message that was said to that contact. */
  newest(contact: string): Promise<SentRow | undefined>;
  /**
   * Has `judge` say whether a push goes out now, with nobody else being judged meanwhile. With a `rest` (ms) it does: it counts from
   * here on, and nothing else is pushed for so long. Whatever else is said of it is given back, and nothing is kept.
   */
  push<Held extends object>(
    id: string,
    how: { silentDays: number; judge(facts: PushFacts): Held | { rest: number } },
  ): Promise<Held | undefined>;
}

/** Files behind links that give them once. */
export interface FileStore {
  keep(file: { mime: string; name: string; bytes: Uint8Array }): Promise<string>;
  isThere(token: string): Promise<boolean>;
  take(token: string): Promise<{ mime: string; name: string; bytes: Uint8Array } | undefined>;
}

/** Another process holds the connection now. */
export class Overtaken extends Error {
  constructor() {
    super('Another process has taken the connection to WhatsApp over.');
  }
}
