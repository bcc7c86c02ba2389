import type { Call } from './calls.ts';
import type { Chat, Kept } from './chat.ts';
import { Faults } from './faults.ts';
import { Files } from './files.ts';
import { type Parameters, textOf, wholeOf } from './parameters.ts';
import { Rate } from './rate.ts';
import { badRequest, blockedByUser } from './refusal.ts';
import { Updates } from './updates.ts';
import type { Message, PrivateChat, User } from './wire.ts';

/** A tap that waits for answerCallbackQuery. */
export interface Query {
  id: string;
  chat: number;
  at: number;
  answered: boolean;
}

export interface BotOptions {
  token: string;
  /** Milliseconds since 1970; the machine's clock unless given. */
  now: () => number;
  /** Milliseconds within which a tap can be answered. */
  callbackLife: number;
}

/** Everything that Telegram holds about one bot: its chats, its updates, its files. */
export class Bot {
  readonly token: string;
  readonly now: () => number;
  readonly callbackLife: number;
  readonly user: User & Record<string, unknown>;
  readonly chats = new Map<number, Chat>();
  readonly updates = new Updates();
  readonly files = new Files();
  readonly faults = new Faults();
  readonly rate = new Rate();
  readonly queries = new Map<string, Query>();
  readonly calls: Call[] = [];
  /** What a real server would pass over in silence, e.g. a parameter that the method does not know. */
  readonly warnings: string[] = [];
  /** By scope and language, as setMyCommands left them. */
  readonly commands = new Map<string, { command: string; description: string }[]>();
  #lastMessageId = 0;

  constructor({ token, now, callbackLife }: BotOptions) {
    this.token = token;
    this.now = now;
    this.callbackLife = callbackLife;
    this.user = {
      id: Number(/^\d+/.exec(token)?.[0] ?? 1),
      is_bot: true,
      first_name: 'Bot percobaan',
      username: 'percobaan_bot',
      can_join_groups: false,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
    };
  }

  /**
   * The next message id. One row of numbers serves all private chats of a bot, as in Telegram: they rise
   * in each chat, shared by both directions, with gaps where others wrote.
   */
  nextMessageId(): number {
    return ++this.#lastMessageId;
  }

  /** Seconds, as dates are told. */
  date(): number {
    return Math.floor(this.now() / 1000);
  }

  /** The chat that a call names. Throws when it never wrote, or blocked the bot. */
  chatOf(parameters: Parameters): Chat {
    if (textOf(parameters, 'chat_id') === '') throw badRequest('chat_id is empty');
    const chat = this.chats.get(wholeOf(parameters, 'chat_id'));
    if (!chat?.wrote) throw badRequest('chat not found');
    if (chat.blocked) throw blockedByUser();
    return chat;
  }

  /** The bot's message that a call wants to change; `what` as in `message to edit`. */
  messageOf(parameters: Parameters, what: string): { chat: Chat; kept: Kept } {
    const chat = this.chatOf(parameters);
    const kept = chat.messages.get(wholeOf(parameters, 'message_id'));
    if (!kept) throw badRequest(`${what} not found`);
    return { chat, kept };
  }

  /** A message from one side of a chat, with the next id and the time; its content is the caller's. */
  message(by: Kept['by'], chat: Chat, content: Record<string, unknown>): Message {
    const { id, first_name, last_name } = chat.person;
    const where: PrivateChat = {
      id,
      type: 'private',
      first_name,
      ...(last_name ? { last_name } : {}),
    };
    const { is_bot, username = '' } = this.user;
    const bot = { id: this.user.id, is_bot, first_name: this.user.first_name, username };
    return {
      message_id: this.nextMessageId(),
      from: by === 'bot' ? bot : chat.person,
      chat: where,
      date: this.date(),
      ...content,
    };
  }
}
