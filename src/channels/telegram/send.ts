import { type Api, GrammyError, InputFile } from 'grammy';
import type {
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import { spansOf } from '../../chat/bold.ts';
import type { Sent } from '../../chat/channel.ts';
import type { Address, Label, Language, Option, Outgoing, Shown } from '../../chat/message.ts';
import { backLast } from '../lines.ts';
import { failureOf } from './failures.ts';
import { tapData } from './tap.ts';

/** Telegram has no key for a message that is sent again, so a retry may be said twice. */
export async function sendMessage(api: Api, to: Address, message: Outgoing): Promise<Sent> {
  try {
    if (message.replaces !== undefined) return await replace(api, to, message, message.replaces);
    const sent = message.media
      ? await sendFile(api, to, { ...message, media: message.media })
      : await api.sendMessage(to.account, htmlOf(message.text), {
          ...common(message),
          link_preview_options: { is_disabled: true },
        });
    return { ok: true, order: sent.message_id };
  } catch (error) {
    return { ok: false, ...failureOf(error) };
  }
}

/** What says already what it should is left as it is; what is gone cannot be changed. */
async function replace(api: Api, to: Address, message: Outgoing, order: number): Promise<Sent> {
  try {
    await api.editMessageText(to.account, order, htmlOf(message.text), {
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    });
  } catch (error) {
    const isSame =
      error instanceof GrammyError && /message is not modified/i.test(error.description);
    if (!isSame) throw error;
  }
  return { ok: true, order };
}

/** Characters below a photo or document at most, its markup not counted. */
export const mostCaption = 1024;

/** A message that takes a keyboard away cannot be changed later, so one that will be takes none. */
const common = (message: Outgoing) => ({
  parse_mode: 'HTML' as const,
  ...(!message.changing && { reply_markup: markupOf(message) }),
});

/** The bytes go along in the request: Telegram fetches nothing from here. */
function sendFile(api: Api, to: Address, message: Outgoing & { media: Shown }) {
  const { media, text } = message;
  const file = new InputFile(media.bytes, media.name);
  const more = { ...common(message), caption: htmlOf(text) };
  return media.kind === 'photo'
    ? api.sendPhoto(to.account, file, more)
    : api.sendDocument(to.account, file, more);
}

/** `**besok** < 3` → `<b>besok</b> &lt; 3`: only our bold is markup, whatever people typed. */
export function htmlOf(text: string): string {
  return spansOf(text)
    .map((span) => (span.bold ? `<b>${escaped(span.text)}</b>` : escaped(span.text)))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Choices are buttons under the message. Telegram shares a number or a place only through the keyboard
 * below the input, where a choice comes back as its words; whatever is said next without buttons takes
 * that keyboard away, for people often type the answer instead, and then it would stay.
 */
function markupOf(
  message: Outgoing,
): InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove {
  const options = backLast(message.options);
  if (message.requests !== undefined) {
    const choices = options.map((option): KeyboardButton => ({ text: option.label }));
    return {
      keyboard: [[sharing(message.requests, message.language)], ...twoARow(choices)],
      one_time_keyboard: true,
      resize_keyboard: true,
    };
  }
  if (options.length === 0) return { remove_keyboard: true };
  const question = message.question ?? '';
  const button = ({ key, label }: Option) => ({
    text: label,
    callback_data: tapData({ question, key }),
  });
  return { inline_keyboard: twoARow(options.map(button)) };
}

/** The words of the channel's own buttons. */
const sharingWords = {
  contact: { id: 'Kirim nomor saya', en: 'Send my number' },
  location: { id: 'Kirim lokasi saya', en: 'Send my location' },
} as const satisfies Record<NonNullable<Outgoing['requests']>, Label>;

function sharing(
  what: NonNullable<Outgoing['requests']>,
  language: Language = 'id',
): KeyboardButton {
  const text = sharingWords[what][language];
  return what === 'contact' ? { text, request_contact: true } : { text, request_location: true };
}

function twoARow<T>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (let at = 0; at < items.length; at += 2) rows.push(items.slice(at, at + 2));
  return rows;
}
