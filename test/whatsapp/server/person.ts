import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { downloadContentFromMessage, encryptedStream, proto } from '@whiskeysockets/baileys';
import type { MediaHost } from './media-host.ts';
import { child, type Node, node, seconds, server } from './nodes.ts';
import type { DeviceKeys } from './signal.ts';
import { Phone, publicKeys } from './signal.ts';

/** lid, pn: which address comes first, with the other beside it; …-alone: the other is not told. */
export type Addressing = 'lid' | 'pn' | 'lid-alone' | 'pn-alone';

/** What a phone is connected to. */
interface World {
  number: string;
  jid: string;
  addressing: Addressing;
  media: MediaHost;
  takeBotKeys(): Promise<DeviceKeys>;
  deliver(stanza: Node, seal: () => Promise<Node>): void;
}

/** A message of the bot, as the phone shows it. */
export interface Shown {
  id: string;
  /** Milliseconds. */
  at: number;
  text: string;
  message: proto.Message;
}

/** How long (ms) a phone takes to send again what the bot could not read. */
const retryAfter = 100;

/** Somebody with WhatsApp on a phone. */
export class Person {
  readonly phone = new Phone();
  /** What the bot said, each message once: a phone that has an id already shows nothing new. */
  readonly inbox: Shown[] = [];
  /** Ids of the bot's messages that came a second time. */
  readonly again: string[] = [];
  readonly #written = new Map<string, proto.IMessage>();
  #heard = 0;
  /** Switched off: answers no retry receipt. What was sent is with WhatsApp all the same. */
  off = false;
  readonly world: World;
  readonly number: string;
  readonly name: string;

  constructor(world: World, number: string, name: string) {
    this.world = world;
    this.number = number;
    this.name = name;
  }

  get lid(): string {
    return `9${this.number}@lid`;
  }
  get jid(): string {
    return `${this.number}@${server}`;
  }

  /** Any message; gives its id. */
  send(message: proto.IMessage, id = freshId()): string {
    this.#written.set(id, proto.Message.fromObject(message));
    this.#post(id);
    return id;
  }

  says(
    text: string,
    { quote, id }: { quote?: { id: string } | undefined; id?: string } = {},
  ): string {
    if (!quote) return this.send({ conversation: text }, id);
    const contextInfo = { stanzaId: quote.id, participant: this.world.jid };
    return this.send({ extendedTextMessage: { text, contextInfo } }, id);
  }

  sharesLocation(degreesLatitude = -6.1754, degreesLongitude = 106.8272): string {
    return this.send({ locationMessage: { degreesLatitude, degreesLongitude } });
  }

  sharesContact(phone = `+${this.number}`, displayName = this.name): string {
    const waid = phone.replace(/\D/g, '');
    const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${displayName}\nTEL;type=CELL;type=VOICE;waid=${waid}:${phone}\nEND:VCARD`;
    return this.send({ contactMessage: { displayName, vcard } });
  }

  sendsSticker(): string {
    return this.send({ stickerMessage: { mimetype: 'image/webp' } });
  }
  sendsVoice(): string {
    return this.send({
      audioMessage: { mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: 3 },
    });
  }

  async sendsFile(
    kind: 'image' | 'document',
    data: Uint8Array,
    { caption, mimetype }: { caption?: string; mimetype: string },
  ): Promise<string> {
    const sealed = await encryptedStream(Buffer.from(data), kind, {});
    const url = this.world.media.host(sealed.encFilePath);
    const { mediaKey, fileSha256, fileEncSha256, fileLength } = sealed;
    const file = {
      url,
      mimetype,
      mediaKey,
      fileSha256,
      fileEncSha256,
      fileLength,
      mediaKeyTimestamp: Number(seconds()),
      ...(caption === undefined ? {} : { caption }),
    };
    return this.send(kind === 'image' ? { imageMessage: file } : { documentMessage: file });
  }

  /** The same message once more, sealed anew, as a phone does that did not hear that it arrived. */
  sendsAgain(id: string): void {
    this.#post(id);
  }

  /** The bot could not read a message: what a phone does with its retry receipt. A new session if the bot sent keys. */
  async retry(receipt: Node): Promise<void> {
    const id = receipt.attrs.id ?? '';
    await delay(retryAfter);
    if (this.off || !this.#written.has(id)) return;
    const keys = child(receipt, 'keys');
    const key = child(keys, 'key');
    if (keys && key) {
      const found = publicKeys(child(receipt, 'registration'), keys, [key]);
      await this.phone.begin({ ...found, preKey: found.preKeys[0] }, this.world.number);
    }
    this.#post(id, { count: child(receipt, 'retry')?.attrs.count ?? '1' });
  }

  /** The bytes of a photo or document of the bot. */
  async fileIn({ message }: Shown): Promise<Uint8Array | undefined> {
    const { imageMessage, documentMessage } = message;
    const media = imageMessage ?? documentMessage;
    if (!media) return undefined;
    const { url, mediaKey } = media;
    const stream = await downloadContentFromMessage(
      { url: url ?? null, mediaKey: mediaKey ?? null },
      imageMessage ? 'image' : 'document',
    );
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return new Uint8Array(Buffer.concat(parts));
  }

  shows(shown: Shown): void {
    if (this.inbox.some(({ id }) => id === shown.id)) this.again.push(shown.id);
    else this.inbox.push(shown);
  }

  /** The next message that fits, after the one heard last. */
  async hears(what: RegExp | ((shown: Shown) => boolean) = /.?/s, within = 10_000): Promise<Shown> {
    const fits = (shown: Shown) => (what instanceof RegExp ? what.test(shown.text) : what(shown));
    for (const end = Date.now() + within; ; await delay(10)) {
      const index = this.inbox.findIndex((shown, at) => at >= this.#heard && fits(shown));
      const found = this.inbox[index];
      if (found) {
        this.#heard = index + 1;
        return found;
      }
      if (Date.now() > end) {
        const last = this.inbox.slice(-8).map(({ text }) => `  > ${text}`);
        throw new Error(`${this.name} did not hear ${what} in ${within} ms\n${last.join('\n')}`);
      }
    }
  }

  #post(id: string, attrs: Record<string, string> = {}): void {
    const { world, phone } = this;
    const message = this.#written.get(id);
    if (!message) throw new Error('Nobody wrote that.');
    const addresses = {
      lid: { from: this.lid, sender_pn: this.jid, addressing_mode: 'lid' },
      pn: { from: this.jid, sender_lid: this.lid },
      'lid-alone': { from: this.lid, addressing_mode: 'lid' },
      'pn-alone': { from: this.jid },
    }[world.addressing];
    const stanza = node('message', {
      ...addresses,
      id,
      t: seconds(),
      type: 'text',
      notify: this.name,
    });
    world.deliver(stanza, () =>
      phone.seal(message, world.number, () => world.takeBotKeys(), attrs),
    );
  }
}

const freshId = () => `3A${randomBytes(9).toString('hex').toUpperCase()}`;
