import { createHash } from 'node:crypto';
import type { AnyMessageContent } from '@whiskeysockets/baileys';
import sharp from 'sharp';
import type { Sent } from '../../chat/channel.ts';
import type { Address, Outgoing, Shown } from '../../chat/message.ts';
import type { Acked } from './acks.ts';
import { type Connection, NeverSent } from './connection.ts';
import { afterUnfit, heldBy } from './failures.ts';
import { createGoverned } from './governed.ts';
import { lengthOf, longest, longestCaption, written as textOf, withLink } from './manner.ts';
import type { Pace } from './pace.ts';
import { bodyOf, createQueue } from './queue.ts';
import { watchSilence } from './silence.ts';
import type { Contact, WhatsappStore } from './store.ts';

export interface SendSettings {
  store: WhatsappStore;
  pace: Pace;
  /** The open connection, where this process holds it. */
  connection(): Connection | undefined;
  /** A link that gives this file once; undefined where nobody outside can reach this installation. */
  linkTo?: ((file: Shown) => Promise<string>) | undefined;
  /** Whether this process holds the link, open or not. */
  holds(): boolean;
  /** How long (ms) WhatsApp may take to acknowledge. */
  ackTime: number;
  /** A sign of restriction that the records have not taken yet. */
  restricted?(): boolean;
  /** False on another server than WhatsApp's own, where nobody counts how fast we are. */
  human: boolean;
  chance(): number;
}

/** Pixels of the picture that a phone shows before it has fetched the photo. */
const thumbnailWidth = 32;

const unreachable: Sent = { ok: false, failure: 'unreachable' };

/** Sends one message, or leaves it to the process that holds the connection and waits for what becomes of it. */
export function createSender(settings: SendSettings) {
  const { store, connection, holds, ackTime, pace } = settings;
  const governed = createGoverned({ ...settings, sent: store.sent });
  const silence = watchSilence();
  /** How often WhatsApp found that a message does not fit the phone's devices. */
  const unfit = new Map<string, number>();
  const queue = createQueue({
    store,
    ackTime,
    isOpen: () => connection() !== undefined,
    async transmit(row, message) {
      const [open, contact] = [connection(), await store.contacts.reach(row.contact)];
      return open && contact ? transmit(open, contact, message, row.id) : unreachable;
    },
  });

  async function send(to: Address, message: Outgoing, id: string): Promise<Sent> {
    const limit = message.media ? longestCaption : longest;
    if (lengthOf(message) > limit) return { ok: false, failure: 'refused' };
    const contact = await store.contacts.reach(to.account);
    if (!contact) return { ok: false, failure: 'gone' };
    const open = connection();
    if (holds() && !open) return unreachable;
    const row = await store.sent.begin({
      id: await idOf(to.account, contact, id),
      contact: contact.id,
      body: bodyOf(message),
      push: message.unasked === true,
      state: open ? 'sending' : 'queued',
    });
    if (row.place !== undefined) return { ok: true, order: row.place };
    if (!open) return queue.leave(row.id, message);
    return transmit(open, contact, message, row.id);
  }

  /** Somebody who was two contacts may have been sent it as either of them, before they were one. */
  async function idOf(account: string, { accounts }: Contact, id: string): Promise<string> {
    const own = messageId(account, id);
    if (accounts.length < 2) return own;
    const known = await store.sent.known(accounts.map((one) => messageId(one, id)));
    return known ?? own;
  }

  async function transmit(
    open: Connection,
    contact: Contact,
    message: Outgoing,
    id: string,
  ): Promise<Sent> {
    const jid = contact.lid ?? contact.pn;
    if (jid === undefined) return { ok: false, failure: 'gone' };
    if (silence.lasts(open)) return unreachable;
    const held = message.unasked && (await governed(id, message));
    if (held) {
      await store.sent.refused(id, 'held');
      return held;
    }
    const late = await store.sent.sending(id, !message.unasked && contact.owesApology);
    if (late === undefined) return notToBeSaid(id);
    const text = textOf(message, { late, ownNumber: contact.pn !== undefined });
    await pace.before(open.sock, { contact: contact.id, jid, text, isAnswer: !message.unasked });
    const content = await contentOf(message, text);
    const answer = await written(open, jid, content, { id, fresh: unfit.has(id) });
    // WhatsApp certainly does not have it. A file that it did not take waits behind a link instead.
    if (answer === 'never') {
      if (message.media && open.isOpen()) return sendLink(open, jid, message, id);
      await store.sent.refused(id, 'unsent').catch(() => {});
      return unreachable;
    }
    if (answer.ok) {
      unfit.delete(id);
      return answer;
    }
    pace.after(open.sock, jid);
    if (isCutOff(answer, open, message)) return unreachable;
    if (answer.unfit) {
      const times = (unfit.get(id) ?? 0) + 1;
      unfit.set(id, times);
      return afterUnfit(times);
    }
    return heldBy(answer, message.unasked === true);
  }

  /** Makes it ready, then writes it and waits for its ack: an upload takes none of that time. */
  async function written(
    open: Connection,
    jid: string,
    content: AnyMessageContent,
    how: { id: string; fresh?: boolean },
  ): Promise<Acked | 'never'> {
    let acked: Promise<Acked> | undefined;
    try {
      const write = await open.prepare(jid, content, how);
      acked = open.acks.wait(how.id, ackTime);
      await write();
    } catch (error) {
      if (isNeverSent(error)) {
        open.acks.forget(how.id);
        return 'never';
      }
      // It may have gone out all the same: its ack tells. What was thrown says nothing of whether WhatsApp listens.
      return (await acked) ?? 'never';
    }
    const answer = await acked;
    silence.heard(open, answer.ok || answer.failure !== 'unknown');
    return answer;
  }

  /** Somebody took it back, or its ack came while it waited. */
  async function notToBeSaid(id: string): Promise<Sent> {
    const row = await store.sent.find(id);
    return row?.place === undefined ? unreachable : { ok: true, order: row.place };
  }

  /** The upload failed, and the connection stands: the file waits behind a link instead. */
  async function sendLink(
    open: Connection,
    jid: string,
    message: Outgoing,
    id: string,
  ): Promise<Sent> {
    const { media } = message;
    const link = media && (await settings.linkTo?.(media)?.catch(() => undefined));
    if (!link) {
      await store.sent.refused(id, 'unsent').catch(() => {});
      return unreachable;
    }
    const content = { text: withLink(message, link), linkPreview: null };
    const answer = await written(open, jid, content, { id });
    if (answer === 'never') {
      await store.sent.refused(id, 'unsent').catch(() => {});
      return unreachable;
    }
    if (answer.ok) return answer;
    return isCutOff(answer, open, message) ? unreachable : heldBy(answer, message.unasked === true);
  }

  return { send, sendQueued: queue.sendQueued, idle: queue.idle };
}

/**
 * WhatsApp's id of a message, the same at every try: a phone that has it already shows it once. The account in it is chance, so
 * that another installation on the same number never makes the same ids again.
 */
export const messageId = (account: string, id: string): string =>
  `3EB0${createHash('sha256').update(`${account}:${id}`).digest('hex').slice(0, 18).toUpperCase()}`;

/** A photo goes with a small picture of it: Baileys would make one from a copy that it writes to the disk as it is. */
async function contentOf({ media }: Outgoing, text: string): Promise<AnyMessageContent> {
  // Without a preview: a link would be fetched from here.
  if (!media) return { text, linkPreview: null };
  const { bytes, mime, name } = media;
  const file = Buffer.from(bytes);
  if (media.kind === 'document')
    return { document: file, mimetype: mime, fileName: name, caption: text };
  return { image: file, mimetype: mime, caption: text, jpegThumbnail: await smallOf(file) };
}

async function smallOf(photo: Buffer): Promise<string> {
  try {
    const small = await sharp(photo).resize(thumbnailWidth).jpeg({ quality: 50 }).toBuffer();
    return small.toString('base64');
  } catch {
    return '';
  }
}

/**
 * An answer to somebody whose connection ended before its ack: it may have arrived. Said again it has the same id, so a phone that
 * has it shows it once.
 */
const isCutOff = (answer: Acked, open: Connection, { unasked }: Outgoing): boolean =>
  !answer.ok && answer.failure === 'unknown' && !open.isOpen() && !unasked;

/** Thrown before anything was written: it could not be made, or the socket was closed. Anything else may have gone out. */
function isNeverSent(error: unknown): boolean {
  const status = (error as { output?: { statusCode?: number } }).output?.statusCode;
  const text = error instanceof Error ? error.message : '';
  return (
    error instanceof NeverSent ||
    status === 428 ||
    /Connection Closed|not authenticated/i.test(text)
  );
}
