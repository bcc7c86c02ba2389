import type { Bot } from './bot.ts';
import { Chat, type Shown } from './chat.ts';
import { idsOf } from './files.ts';

export interface PersonFacts {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  /** `id` unless said. */
  language?: string;
  /** What a button that asks for the number gives, e.g. `+6281200000012`. */
  phone?: string;
}

/** What came of something done on the phone: the update it became, and the message it made or touched. */
export interface Done {
  updateId: number;
  messageId: number;
  /** With a tap on an inline button. */
  queryId?: string;
}

/** The phone itself: its screen, and how what is done on it becomes an update. */
export class Phone {
  readonly id: number;
  protected readonly bot: Bot;
  protected readonly chat: Chat;
  protected readonly facts: PersonFacts;

  constructor(bot: Bot, facts: PersonFacts) {
    const { id, firstName: first_name, lastName, username, language = 'id' } = facts;
    const more = {
      ...(lastName ? { last_name: lastName } : {}),
      ...(username ? { username } : {}),
    };
    const user = { id, is_bot: false, first_name, ...more, language_code: language };
    this.id = id;
    this.bot = bot;
    this.facts = facts;
    this.chat = bot.chats.get(id) ?? new Chat(user);
    bot.chats.set(id, this.chat);
  }

  /** What the phone shows now, oldest first. */
  get messages(): Shown[] {
    return [...this.chat.messages.values()].map((kept) => this.chat.shown(kept));
  }

  /** The bytes of the photo, in its largest size, or of the document that a message on the screen shows. */
  fileIn(messageId: number): Uint8Array | undefined {
    const message = this.chat.messages.get(messageId)?.message;
    const id = message?.photo?.at(-1)?.file_id ?? message?.document?.file_id;
    return id === undefined ? undefined : this.bot.files.byId(id)?.bytes;
  }

  /** The labels of the keyboard at the bottom, row by row. */
  get keyboard(): string[][] {
    return (this.chat.keyboard?.rows ?? []).map((row) => row.map(({ text }) => text));
  }

  /** What answers to taps said; `box` when it had to be closed. */
  get alerts(): { text: string; box: boolean }[] {
    return [...this.chat.alerts];
  }

  /** From now on the bot's calls to this chat are refused with 403. */
  blocks = () => this.#membership(true);
  unblocks = () => this.#membership(false);

  protected sends(content: Record<string, unknown>, replyTo?: number): Done {
    this.needOpen();
    this.chat.wrote = true;
    const replied = replyTo === undefined ? undefined : this.chat.messages.get(replyTo)?.message;
    if (replyTo !== undefined && !replied) throw new Error(`There is no message ${replyTo}.`);
    const reply = replied ? { reply_to_message: { ...replied, reply_to_message: undefined } } : {};
    const message = this.bot.message('person', this.chat, { ...content, ...reply });
    this.chat.put('person', message);
    const updateId = this.bot.updates.add('message', structuredClone(message));
    return { updateId, messageId: message.message_id };
  }

  protected keep(bytes: Uint8Array, folder: string, ending: string, mime: string) {
    return idsOf(this.bot.files.keep(bytes, folder, ending, mime));
  }

  protected needOpen(): void {
    if (this.chat.blocked) throw new Error(`${this.facts.firstName} blocked the bot: unblock it.`);
  }

  async #membership(blocked: boolean): Promise<{ updateId: number }> {
    this.chat.blocked = blocked;
    const [from, to] = blocked ? ['member', 'kicked'] : ['kicked', 'member'];
    const { id, first_name } = this.chat.person;
    const member = (status = '') => ({ user: this.bot.user, status });
    const updateId = this.bot.updates.add('my_chat_member', {
      chat: { id, type: 'private', first_name },
      from: this.chat.person,
      date: this.bot.date(),
      old_chat_member: member(from),
      new_chat_member: member(to),
    });
    return { updateId };
  }
}
