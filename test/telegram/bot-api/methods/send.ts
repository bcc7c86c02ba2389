import type { Bot } from '../bot.ts';
import type { Chat } from '../chat.ts';
import { type Markup, markupOf } from '../keyboard.ts';
import { flagOf, isFields, jsonOf, type Parameters, textOf, wholeOf } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { formattedOf, lengthOf } from '../text.ts';
import type { Message } from '../wire.ts';
import type { Method } from './method.ts';

/** What every method that sends takes. */
export const sendingTakes = [
  ...['business_connection_id', 'chat_id', 'message_thread_id', 'disable_notification'],
  ...['protect_content', 'allow_paid_broadcast', 'message_effect_id', 'reply_parameters'],
  ...['reply_markup', 'direct_messages_topic_id', 'suggested_post_parameters'],
];

const sendMessage: Method = {
  name: 'sendMessage',
  takes: [...sendingTakes, 'text', 'parse_mode', 'entities', 'link_preview_options'],
  run(bot, parameters) {
    if (textOf(parameters, 'text') === '') throw badRequest('Message text is empty');
    const { text, entities } = formattedOf(parameters, 'text');
    const markup = markupOf(parameters);
    const chat = bot.chatOf(parameters);
    if (text === '') throw badRequest('Text must be non-empty');
    if (lengthOf(text) > 4096) throw badRequest('Message is too long');
    const content = { text, ...(entities.length ? { entities } : {}) };
    return send(bot, chat, parameters, content, markup);
  },
};

/** Puts a message of the bot into a chat: what it replies to, its buttons, its id. */
export function send(
  bot: Bot,
  chat: Chat,
  parameters: Parameters,
  content: Record<string, unknown>,
  markup: Markup | undefined,
): Message {
  const replyTo = repliedTo(chat, parameters);
  const message = bot.message('bot', chat, {
    ...content,
    ...(replyTo ? { reply_to_message: replyTo } : {}),
    ...(markup?.kind === 'inline' ? { reply_markup: { inline_keyboard: markup.rows } } : {}),
    ...(flagOf(parameters, 'protect_content') ? { has_protected_content: true } : {}),
  });
  chat.put('bot', message, markup);
  return structuredClone(message);
}

function repliedTo(chat: Chat, parameters: Parameters): Message | undefined {
  const reply = jsonOf(parameters, 'reply_parameters', 'reply parameters');
  if (reply === undefined) return undefined;
  if (!isFields(reply)) throw badRequest('Object expected as reply parameters');
  const values = new Map(Object.entries(reply));
  const id = wholeOf({ values, files: new Map() }, 'message_id');
  const found = chat.messages.get(id)?.message;
  if (!found && reply.allow_sending_without_reply !== true) {
    throw badRequest('message to be replied not found');
  }
  if (!found) return undefined;
  const { reply_to_message: _, ...once } = found;
  return once;
}

const actions = [
  ...['typing', 'upload_photo', 'record_video', 'upload_video', 'record_voice', 'upload_voice'],
  ...['upload_document', 'choose_sticker', 'find_location', 'record_video_note'],
  ...['upload_video_note', 'cancel'],
];

const sendChatAction: Method = {
  name: 'sendChatAction',
  takes: ['business_connection_id', 'chat_id', 'message_thread_id', 'action'],
  run(bot, parameters) {
    if (!actions.includes(textOf(parameters, 'action').toLowerCase())) {
      throw badRequest('Wrong parameter action in request');
    }
    bot.chatOf(parameters);
    return true;
  },
};

export const sending = [sendMessage, sendChatAction];
