import type { Bot } from '../bot.ts';
import type { Chat, Kept } from '../chat.ts';
import { markupOf } from '../keyboard.ts';
import { type Parameters, textOf } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { formattedOf, lengthOf } from '../text.ts';
import type { InlineButton, Message } from '../wire.ts';
import type { Method } from './method.ts';

const editTakes = [
  ...['business_connection_id', 'chat_id', 'message_id', 'inline_message_id', 'reply_markup'],
];

const editMessageText: Method = {
  name: 'editMessageText',
  takes: [...editTakes, 'text', 'parse_mode', 'entities', 'link_preview_options'],
  run(bot, parameters) {
    if (textOf(parameters, 'text') === '') throw badRequest('Message text is empty');
    const { text, entities } = formattedOf(parameters, 'text');
    const rows = inlineOf(parameters);
    const { chat, kept } = bot.messageOf(parameters, 'message to edit');
    refuseFixed(kept);
    if (kept.message.text === undefined) {
      throw badRequest('there is no text in the message to edit');
    }
    if (text === '') throw badRequest('Text must be non-empty');
    if (lengthOf(text) > 4096) throw badRequest('MESSAGE_TOO_LONG');
    const { entities: _, ...rest } = kept.message;
    return change(
      bot,
      chat,
      kept,
      { ...rest, text, ...(entities.length ? { entities } : {}) },
      rows,
    );
  },
};

const editMessageReplyMarkup: Method = {
  name: 'editMessageReplyMarkup',
  takes: editTakes,
  run(bot, parameters) {
    const rows = inlineOf(parameters);
    const { chat, kept } = bot.messageOf(parameters, 'message to edit');
    refuseFixed(kept);
    return change(bot, chat, kept, kept.message, rows);
  },
};

function inlineOf(parameters: Parameters): InlineButton[][] | undefined {
  const markup = markupOf(parameters);
  if (markup && markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  return markup?.rows;
}

function refuseFixed({ by, fixed }: Kept): void {
  if (by !== 'bot' || fixed) throw badRequest("message can't be edited");
}

/** Buttons that are not sent again are gone. An edit that changes nothing is refused. */
function change(
  bot: Bot,
  chat: Chat,
  kept: Kept,
  wanted: Message,
  rows: InlineButton[][] | undefined,
): Message {
  const { reply_markup: _, ...rest } = wanted;
  const message = { ...rest, ...(rows ? { reply_markup: { inline_keyboard: rows } } : {}) };
  const looks = ({ text, entities, reply_markup }: Message) =>
    JSON.stringify([text, entities ?? [], reply_markup ?? null]);
  if (looks(message) === looks(kept.message)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  kept.message = { ...message, edit_date: bot.date() };
  chat.changed(kept);
  return structuredClone(kept.message);
}

const deleteMessage: Method = {
  name: 'deleteMessage',
  takes: ['chat_id', 'message_id'],
  run(bot, parameters) {
    const { chat, kept } = bot.messageOf(parameters, 'message to delete');
    if (bot.date() - kept.message.date > 48 * 3600) throw badRequest("message can't be deleted");
    chat.remove(kept.message.message_id);
    return true;
  },
};

export const editing = [editMessageText, editMessageReplyMarkup, deleteMessage];
