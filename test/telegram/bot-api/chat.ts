import type { Markup } from './keyboard.ts';
import { asHtml, type Formatted } from './text.ts';
import type { InlineButton, Message, ReplyButton, User } from './wire.ts';

/** A message as it is kept: with the buttons it ever had, since a tap may come from a screen that is behind. */
export interface Kept {
  by: 'bot' | 'person';
  message: Message;
  everyKeyboard: InlineButton[][][];
  /** Sent with a keyboard that is not inline: Telegram does not let such a message be edited. */
  fixed: boolean;
}

/** A message as the phone shows it. */
export interface Shown {
  messageId: number;
  from: 'bot' | 'person';
  /** Text or caption, its entities applied and gone. */
  text: string;
  /** The same with its entities as HTML. */
  html: string;
  /** Labels, row by row: those of the message, or of the keyboard that it opened and that still stands. */
  buttons: string[][];
  edited: boolean;
  /** `photo`, `document` …, where the message is one. */
  media?: string;
  replyTo?: number;
}

const mediaKinds = ['photo', 'document', 'voice', 'sticker', 'location', 'contact'];

/** One private chat: what the phone shows of it. */
export class Chat {
  readonly person: User;
  /** The bot may not write to who never wrote to it. */
  wrote = false;
  blocked = false;
  /** By message id, oldest first; deleted ones are gone. */
  readonly messages = new Map<number, Kept>();
  readonly deleted = new Map<number, Kept>();
  /** The keyboard at the bottom of the screen. */
  keyboard: { messageId: number; rows: ReplyButton[][]; oneTime: boolean } | undefined;
  /** What answers to taps said, in a bubble or in a box. */
  readonly alerts: { text: string; box: boolean }[] = [];
  /** Everything new from the bot, edits too, in order. */
  readonly news: Shown[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(person: User) {
    this.person = person;
  }

  /** Puts a message of either side on the screen. */
  put(by: Kept['by'], message: Message, markup?: Markup): void {
    const rows = message.reply_markup?.inline_keyboard;
    const fixed = markup !== undefined && markup.kind !== 'inline';
    const kept = { by, message, everyKeyboard: rows ? [rows] : [], fixed };
    this.messages.set(message.message_id, kept);
    if (markup?.kind === 'keyboard') {
      this.keyboard = { messageId: message.message_id, rows: markup.rows, oneTime: markup.oneTime };
    }
    if (markup?.kind === 'remove') this.keyboard = undefined;
    if (by === 'bot') this.#tell(kept);
  }

  /** Shows a kept message as it is after an edit. */
  changed(kept: Kept): void {
    const rows = kept.message.reply_markup?.inline_keyboard;
    if (rows) kept.everyKeyboard.push(rows);
    if (kept.by === 'bot') this.#tell(kept);
  }

  remove(messageId: number): void {
    const kept = this.messages.get(messageId);
    if (!kept) return;
    this.messages.delete(messageId);
    this.deleted.set(messageId, kept);
  }

  /** Calls back at everything new, until the function it gives is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  shown({ by, message }: Kept): Shown {
    const formatted = formattedIn(message);
    const media = mediaKinds.find((kind) => kind in message);
    const own = message.reply_markup?.inline_keyboard;
    const opened = this.keyboard?.messageId === message.message_id ? this.keyboard.rows : undefined;
    const rows: { text: string }[][] = own ?? opened ?? [];
    return {
      messageId: message.message_id,
      from: by,
      text: formatted.text,
      html: asHtml(formatted),
      buttons: rows.map((row) => row.map(({ text }) => text)),
      edited: message.edit_date !== undefined,
      ...(media ? { media } : {}),
      ...(message.reply_to_message ? { replyTo: message.reply_to_message.message_id } : {}),
    };
  }

  #tell(kept: Kept): void {
    this.news.push(this.shown(kept));
    for (const listener of [...this.#listeners]) listener();
  }
}

function formattedIn(message: Message): Formatted {
  if (message.text !== undefined) return { text: message.text, entities: message.entities ?? [] };
  return { text: message.caption ?? '', entities: message.caption_entities ?? [] };
}
