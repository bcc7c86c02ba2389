import { flagOf, isFields, jsonOf, type Parameters, textOf } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { lengthOf } from '../text.ts';
import type { Method } from './method.ts';

const getMe: Method = { name: 'getMe', takes: [], run: (bot) => bot.user };
const close: Method = { name: 'close', takes: [], run: () => true };
const logOut: Method = { name: 'logOut', takes: [], run: () => true };

const answerCallbackQuery: Method = {
  name: 'answerCallbackQuery',
  takes: ['callback_query_id', 'text', 'show_alert', 'url', 'cache_time'],
  run(bot, parameters) {
    const query = bot.queries.get(textOf(parameters, 'callback_query_id'));
    if (!query || query.answered || bot.now() - query.at > bot.callbackLife) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    const text = textOf(parameters, 'text');
    if (lengthOf(text) > 200) throw badRequest('MESSAGE_TOO_LONG');
    query.answered = true;
    if (text) {
      bot.chats.get(query.chat)?.alerts.push({ text, box: flagOf(parameters, 'show_alert') });
    }
    return true;
  },
};

/** Commands are kept by scope and language. */
const placeOf = (parameters: Parameters) =>
  [textOf(parameters, 'scope'), textOf(parameters, 'language_code')].join('|');

const setMyCommands: Method = {
  name: 'setMyCommands',
  takes: ['commands', 'scope', 'language_code'],
  run(bot, parameters) {
    const list = jsonOf(parameters, 'commands', 'commands');
    if (!Array.isArray(list)) throw badRequest('Expected an Array of BotCommand');
    if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    const commands = list.map((one: unknown) => {
      if (!isFields(one)) throw badRequest("Can't parse BotCommand: expected an Object");
      const { command, description } = one;
      if (typeof command !== 'string' || !/^\/?[a-z0-9_]{1,32}$/.test(command)) {
        throw badRequest('BOT_COMMAND_INVALID');
      }
      if (typeof description !== 'string' || description === '' || lengthOf(description) > 256) {
        throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      return { command: command.replace(/^\//, ''), description };
    });
    bot.commands.set(placeOf(parameters), commands);
    return true;
  },
};

const getMyCommands: Method = {
  name: 'getMyCommands',
  takes: ['scope', 'language_code'],
  run: (bot, parameters) => bot.commands.get(placeOf(parameters)) ?? [],
};

const deleteMyCommands: Method = {
  name: 'deleteMyCommands',
  takes: ['scope', 'language_code'],
  run(bot, parameters) {
    bot.commands.delete(placeOf(parameters));
    return true;
  },
};

export const account = [
  ...[getMe, close, logOut, answerCallbackQuery],
  ...[setMyCommands, getMyCommands, deleteMyCommands],
];
