import { type Fields, isFields, jsonOf, type Parameters } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { InlineButton, ReplyButton } from './wire.ts';

export type Markup =
  | { kind: 'inline'; rows: InlineButton[][] }
  | { kind: 'keyboard'; rows: ReplyButton[][]; oneTime: boolean }
  | { kind: 'remove' }
  | { kind: 'force-reply' };

/** What makes an inline button do something; one of them is needed. */
const doing = [
  ...['url', 'callback_data', 'web_app', 'login_url', 'switch_inline_query', 'callback_game'],
  ...['switch_inline_query_current_chat', 'switch_inline_query_chosen_chat', 'copy_text', 'pay'],
];

/** The reply_markup of a call, checked; an empty keyboard is none. Throws Telegram's refusal. */
export function markupOf(parameters: Parameters): Markup | undefined {
  const value = jsonOf(parameters, 'reply_markup', 'reply keyboard markup');
  if (value === undefined) return undefined;
  if (!isFields(value)) throw badRequest('Object expected as reply markup');
  const keyboard = rowsOf(value, 'keyboard', 'Field "keyboard"', replyButton);
  if (keyboard.length > 0) {
    return { kind: 'keyboard', rows: keyboard, oneTime: value.one_time_keyboard === true };
  }
  const whole = 'Field "inline_keyboard" of the InlineKeyboardMarkup';
  const inline = rowsOf(value, 'inline_keyboard', whole, inlineButton);
  if (inline.length > 0) {
    if (inline.flat().length > 100) throw badRequest('reply markup is too long');
    return { kind: 'inline', rows: inline };
  }
  if (value.remove_keyboard === true) return { kind: 'remove' };
  if (value.force_reply === true) return { kind: 'force-reply' };
  return undefined;
}

function rowsOf<Button>(
  value: Fields,
  name: string,
  what: string,
  read: (button: unknown) => Button,
): Button[][] {
  const rows = value[name];
  if (rows === undefined || rows === null) return [];
  if (!Array.isArray(rows)) throw badRequest(`Field "${name}" must be of type Array`);
  return rows
    .map((row: unknown) => {
      if (!Array.isArray(row)) throw badRequest(`${what} must be an Array of Arrays`);
      return row.map(read);
    })
    .filter((row) => row.length > 0);
}

function replyButton(button: unknown): ReplyButton {
  if (typeof button === 'string') return named({ text: button }, 'keyboard button');
  if (!isFields(button)) {
    throw badRequest("Can't parse keyboard button: KeyboardButton must be a String or an Object");
  }
  return named(button, 'keyboard button');
}

function inlineButton(button: unknown): InlineButton {
  const refuse = (reason: string) => badRequest(`Can't parse inline keyboard button: ${reason}`);
  if (!isFields(button)) throw refuse('InlineKeyboardButton must be an Object');
  const read = named(button, 'inline keyboard button');
  const { callback_data: data, url } = button;
  if (data !== undefined && typeof data !== 'string') {
    throw refuse('Field "callback_data" must be of type String');
  }
  if (!doing.some((name) => name in button) || (data === '' && !url)) {
    throw refuse('Text buttons are unallowed in the inline keyboard');
  }
  if (data !== undefined && Buffer.byteLength(data) > 64) throw badRequest('BUTTON_DATA_INVALID');
  if (typeof url === 'string' && !/^(https?|tg|ton):\/\/[^\s]+\b/.test(url)) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
  }
  return read;
}

function named(button: Fields, what: string): Fields & { text: string } {
  const { text } = button;
  if (text === undefined) throw badRequest(`Can't parse ${what}: Can't find field "text"`);
  if (typeof text !== 'string') {
    throw badRequest(`Can't parse ${what}: Field "text" must be of type String`);
  }
  if (text.trim() === '') throw badRequest(`${what} text must be non-empty`);
  const { style } = button;
  if (style !== undefined && !['danger', 'success', 'primary'].includes(String(style))) {
    throw badRequest(`Can't parse ${what}: invalid button style specified`);
  }
  return { ...button, text };
}
