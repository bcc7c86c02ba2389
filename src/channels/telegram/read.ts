import type { Message, Update } from 'grammy/types';
import type { Content, Incoming } from '../../chat/message.ts';
import { tapOf } from './tap.ts';

/**
 * One update as an event, or nothing for what is not said to the bot: groups and channels, other bots,
 * blocking and unblocking, and what Telegram itself writes into a chat (a pinned message, a new background).
 */
export function readUpdate(update: Update): Incoming | undefined {
  const id = `update:${update.update_id}`;
  if (update.message) return readMessage(id, update.message);
  if (update.callback_query) return readTap(id, update.callback_query);
  if (update.edited_message) return readEdit(id, update.edited_message);
  return undefined;
}

function readMessage(id: string, message: Message): Incoming | undefined {
  const content = contentOf(message);
  if (!isPerson(message) || content === undefined) return undefined;
  const quotes = questionOf(message.reply_to_message);
  return { ...placed(id, message), ...(quotes === undefined ? {} : { quotes }), content };
}

/** A live location moves by edits; only changed words are something that a person said. */
function readEdit(id: string, message: Message): Incoming | undefined {
  const text = message.text ?? message.caption;
  if (!isPerson(message) || text === undefined) return undefined;
  return { ...placed(id, message), content: { kind: 'edited', text } };
}

/** `message` is missing for buttons under inline results, which the bot has none of. */
function readTap(id: string, query: NonNullable<Update['callback_query']>): Incoming | undefined {
  const { message, data } = query;
  if (message?.chat.type !== 'private' || data === undefined) return undefined;
  return { ...placed(id, message), content: { kind: 'choice', ...tapOf(data) } };
}

function placed(id: string, message: { chat: { id: number }; message_id: number }) {
  const from = { channel: 'telegram', account: String(message.chat.id) } as const;
  return { id, from, order: message.message_id };
}

function isPerson(message: Message): boolean {
  return message.chat.type === 'private' && message.from?.is_bot !== true;
}

/** The buttons of a quoted question carry its id. */
function questionOf(quoted: Message | undefined): string | undefined {
  const button = quoted?.reply_markup?.inline_keyboard[0]?.[0];
  if (button === undefined || !('callback_data' in button)) return undefined;
  return tapOf(button.callback_data).question || undefined;
}

function contentOf(message: Message): Content | undefined {
  const { text, contact, location, photo, document } = message;
  if (text !== undefined) return { kind: 'text', text };
  if (contact) {
    const own = contact.user_id !== undefined && contact.user_id === message.from?.id;
    return { kind: 'contact', phone: international(contact.phone_number), own };
  }
  if (location) {
    return { kind: 'location', latitude: location.latitude, longitude: location.longitude };
  }
  const largest = photo?.at(-1);
  if (largest) return file('photo', largest, message.caption);
  // An animation comes with a document of its own; it is no paper.
  if (document && !message.animation) return file('document', document, message.caption);
  if (message.voice) return { kind: 'voice' };
  if (message.sticker) return { kind: 'sticker' };
  return telegramsOwn.some((name) => message[name] !== undefined) ? undefined : { kind: 'other' };
}

function file(
  kind: 'photo' | 'document',
  { file_id, file_size, mime_type }: { file_id: string; file_size?: number; mime_type?: string },
  caption: string | undefined,
): Content {
  return {
    kind,
    file: file_id,
    ...(mime_type === undefined ? {} : { mime: mime_type }),
    ...(file_size === undefined ? {} : { bytes: file_size }),
    ...(caption === undefined ? {} : { caption }),
  };
}

/** Telegram gives a shared number with its country but, on most phones, without the plus. */
function international(phone: string): string {
  return /^[1-9]\d{7,14}$/.test(phone) ? `+${phone}` : phone;
}

/** Messages that Telegram writes into a private chat; answering them would be talking to oneself. */
const telegramsOwn = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'chat_background_set',
  'write_access_allowed',
  'connected_website',
  'proximity_alert_triggered',
] as const satisfies (keyof Message)[];
