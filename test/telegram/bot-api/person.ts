import type { Bot } from './bot.ts';
import type { Shown } from './chat.ts';
import { Hearing, type Wanted } from './hearing.ts';
import { type Done, type PersonFacts, Phone } from './phone.ts';
import { type TapOptions, tapped } from './tap.ts';
import { commandsIn } from './text.ts';

/** Somebody with a phone. What they do is queued at once, in order, awaited or not. */
export class Person extends Phone {
  readonly #hearing: Hearing;

  constructor(bot: Bot, facts: PersonFacts) {
    super(bot, facts);
    this.#hearing = new Hearing(this.chat, bot.calls);
  }

  /** Presses Start, as everybody must first; `payload` is what a link carried. */
  starts = (payload?: string) => this.says(payload ? `/start ${payload}` : '/start');

  async says(text: string, { replyTo }: { replyTo?: number } = {}): Promise<Done> {
    if ([...text].length > 4096) throw new Error('A phone splits what is longer than 4096.');
    const entities = commandsIn(text);
    return this.sends({ text, ...(entities.length ? { entities } : {}) }, replyTo);
  }

  /** Wrote to the bot at some time before: it may write back. */
  wroteBefore(): void {
    this.chat.wrote = true;
  }

  /**
   * Taps a button by its label: an inline one becomes a callback_query; one of the keyboard at the bottom
   * says its label, or shares the contact or the place that it asks for.
   */
  async taps(label: string, options: TapOptions = {}): Promise<Done> {
    this.needOpen();
    const hit = tapped(this.chat, label, options);
    if (hit.kind === 'key') {
      const { button, keyboard } = hit;
      if (this.chat.keyboard?.oneTime) this.chat.keyboard = undefined;
      if (button.request_contact) {
        if (!this.facts.phone) throw new Error(`${this.facts.firstName} has no phone number.`);
        return this.sharesContact(this.facts.phone, { own: true, replyTo: keyboard });
      }
      return button.request_location ? this.sharesLocation() : this.says(label);
    }
    const { button, kept, deleted } = hit;
    if (button.callback_data === undefined) throw new Error(`"${label}" tells the bot nothing.`);
    const bot = this.bot;
    const id = String(4_300_000_000_000 + bot.queries.size);
    const { message_id, chat } = kept.message;
    bot.queries.set(id, { id, chat: this.id, at: bot.now(), answered: false });
    const updateId = bot.updates.add('callback_query', {
      id,
      from: this.chat.person,
      message: deleted ? { chat, message_id, date: 0 } : structuredClone(kept.message),
      chat_instance: String(900_000 + this.id),
      data: button.callback_data,
    });
    return { updateId, messageId: message_id, queryId: id };
  }

  /** `own` is what Telegram vouches for: the contact's user_id is the sender's. */
  async sharesContact(
    phone: string,
    { own = true, replyTo }: { own?: boolean; replyTo?: number } = {},
  ): Promise<Done> {
    const { firstName: first_name } = this.facts;
    const card = own ? { first_name, user_id: this.id } : { first_name: 'Kenalan' };
    return this.sends({ contact: { phone_number: phone, ...card } }, replyTo);
  }

  /** Monas, unless said. */
  async sharesLocation(latitude = -6.1754, longitude = 106.8272): Promise<Done> {
    return this.sends({ location: { latitude, longitude } });
  }

  async sendsPhoto(bytes: Uint8Array, caption?: string): Promise<Done> {
    const small = this.keep(Buffer.from('a thumbnail'), 'thumbnails', 'jpg', 'image/jpeg');
    const large = this.keep(bytes, 'photos', 'jpg', 'image/jpeg');
    const photo = [
      { ...small, width: 90, height: 68 },
      { ...large, width: 1280, height: 960 },
    ];
    return this.sends({ photo, ...(caption ? { caption } : {}) });
  }

  async sendsDocument(
    bytes: Uint8Array,
    { name = 'surat.pdf', mime = 'application/pdf', caption = '' } = {},
  ): Promise<Done> {
    const ending = name.split('.').at(-1) ?? 'bin';
    const file = this.keep(bytes, 'documents', ending, mime);
    const document = { ...file, file_name: name, mime_type: mime };
    return this.sends({ document, ...(caption ? { caption } : {}) });
  }

  async sendsVoice(bytes: Uint8Array = Buffer.from('OggS')): Promise<Done> {
    const file = this.keep(bytes, 'voice', 'oga', 'audio/ogg');
    return this.sends({ voice: { ...file, duration: 3, mime_type: 'audio/ogg' } });
  }

  async sendsSticker(emoji = '👍'): Promise<Done> {
    const file = this.keep(Buffer.from('RIFF'), 'stickers', 'webp', 'image/webp');
    const kind = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false };
    return this.sends({ sticker: { ...file, ...kind, emoji } });
  }

  /** Forwards what somebody else wrote, whose name alone is shown. */
  async forwards(text: string, from = 'Seseorang'): Promise<Done> {
    const origin = { type: 'hidden_user', sender_user_name: from, date: this.bot.date() - 60 };
    return this.sends({ text, forward_origin: origin });
  }

  async edits(messageId: number, text: string): Promise<Done> {
    this.needOpen();
    const kept = this.chat.messages.get(messageId);
    if (kept?.by !== 'person') throw new Error(`Message ${messageId} is not theirs to edit.`);
    const { entities: _, ...rest } = kept.message;
    kept.message = { ...rest, text, edit_date: this.bot.date() };
    const updateId = this.bot.updates.add('edited_message', structuredClone(kept.message));
    return { updateId, messageId };
  }

  /** Waits for so many new messages of the bot. */
  hears(count: number, within?: number): Promise<Shown[]>;
  /** Waits for the first new message that is wanted, any one unless said; 5 seconds unless said. */
  hears(wanted?: Wanted, within?: number): Promise<Shown>;
  hears(what: number | Wanted = () => true, within = 5000): Promise<Shown | Shown[]> {
    if (typeof what === 'number') return this.#hearing.several(what, within);
    return this.#hearing.one(what, within);
  }

  /** Waits `ms` milliseconds and throws if the bot said anything that was not heard yet. */
  hearsNothing = (ms = 300): Promise<void> => this.#hearing.nothing(ms);

  /** Counts all that was said so far as heard. */
  catchesUp(): void {
    this.#hearing.all();
  }
}
