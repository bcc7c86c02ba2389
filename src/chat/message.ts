/** What is said on any channel, in both directions. Pure data: no clock, no network, no vendor's words. */

export type Language = 'id' | 'en';

/** A text in both of the languages that the bot speaks. */
export type Label = Record<Language, string>;

export type ChannelName = 'simulator' | 'telegram' | 'whatsapp';

/** Where a person is reached: `{ channel: 'telegram', account: '123456' }`. One person may have many. */
export interface Address {
  channel: ChannelName;
  /** The channel's own name for the chat. Personal data: never logged, never part of a key. */
  account: string;
}

/** What arrived. What a channel cannot read arrives as its kind alone, so that it can be answered kindly. */
export type Content =
  | { kind: 'text'; text: string }
  /** A tap on a button: which question carried it, and which option it was. */
  | { kind: 'choice'; question: string; key: string }
  /** A phone number shared with the channel's own button; `own` when the channel vouches that it is theirs. */
  | { kind: 'contact'; phone: string; own: boolean }
  | { kind: 'location'; latitude: number; longitude: number }
  /** `file` is the channel's own reference, fetched later through the channel. */
  | { kind: 'photo' | 'document'; file: string; mime?: string; bytes?: number; caption?: string }
  | { kind: 'edited'; text: string }
  | { kind: 'voice' | 'sticker' | 'other' }
  /**
   * Nobody said anything: a notice came between, and the open question is to stand below it again. Where nothing is
   * asked, the flow `opens` is, if the notice has one: what is written next is an answer to it.
   */
  | { kind: 'resume'; opens?: string };

/** One message or tap of one person, as a channel hands it over. */
export interface Incoming {
  /** The channel's own id of the event, the same at every redelivery. Unique within the chat. */
  id: string;
  from: Address;
  /**
   * Where it stands in the chat, in the channel's own counting, comparable with `Sent.order` of the
   * same channel (Telegram: message_id). A message below a question's order was sent before the
   * question was seen. Taps carry their question instead; theirs is not looked at.
   */
  order: number;
  /** The question that it quotes, where the channel shows what a message replies to. */
  quotes?: string;
  content: Content;
}

/** One thing to choose. The key comes back with a tap; at most 40 bytes of `[a-z0-9._-]`. */
export interface Option {
  key: string;
  label: string;
}

/** A photo or a document that the bot shows, with the bytes in it. */
export interface Shown {
  kind: 'photo' | 'document';
  /** `image/jpeg`, `application/pdf`; by content. */
  mime: string;
  /** What a document is called: `bukti.pdf`. */
  name: string;
  bytes: Uint8Array;
}

/** One message of the bot, before a channel renders it. `**bold**` is the only markup. */
export interface Outgoing {
  text: string;
  /** The id of the question that it asks, when it asks one. Buttons and quotes carry it. */
  question?: string;
  /** Shown as buttons, or as lines marked with numbers or, where a number could be an answer, letters. */
  options: Option[];
  marks: 'numbers' | 'letters';
  /** The language that it is written in, for what the channel itself adds. Indonesian where it is left out. */
  language?: Language;
  /** Offers the channel's own way to share this, where it has one. */
  requests?: 'contact' | 'location';
  /** Nobody wrote just now: a channel may have to be careful with it. */
  unasked?: true;
  /** With `unasked`: said right below something else that nobody asked for, to the same person, as a part of it. */
  below?: true;
  /** It will be changed later: sent so that it can be, where `Limits.edits`. */
  changing?: true;
  /** The place in the chat (`Sent.order`) of the message that it takes the place of, where `Limits.edits`. */
  replaces?: number;
  /** Shown with the text below it. Only notices have one: a reply waits in the session, which holds no files. */
  media?: Shown;
}
