import { createHash } from 'node:crypto';
import type { AnyMessageContent } from '@whiskeysockets/baileys';
import type { Sent } from '../../chat/channel.ts';
import type { Address, Outgoing, Shown } from '../../chat/message.ts';
import type { Connection } from './connection.ts';
import { afterUnfit, heldBy } from './failures.ts';
import { createGoverned } from './governed.ts';
import { lengthOf, longest, longestCaption, withLink, written } from './manner.ts';
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
  /** False on another server than WhatsApp's own, where nobody counts how fast we are. */
  human: boolean;
  chance(): number;
}

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
    const text = written(message, { late, ownNumber: contact.pn !== undefined });
    await pace.before(open.sock, contact.id, jid, text);
    const acked = open.acks.wait(id, ackTime);
    const begun = await open
      .say(jid, contentOf(message, text), { id, fresh: unfit.has(id) })
      .then(() => true)
      .catch((error: unknown) => isNeverSent(error));
    // Bytes that were never written have no ack, and WhatsApp certainly does not have them.
    if (begun === 'never') {
      open.acks.forget(id);
      if (message.media && open.isOpen()) return sendLink(open, jid, message, id);
      await store.sent.refused(id, 'unsent');
      return unreachable;
    }
    const answer = await acked;
    silence.heard(open, answer.ok || answer.failure !== 'unknown');
    if (answer.ok) {
      unfit.delete(id);
      return answer;
    }
    pace.after(open.sock, jid);
    if (answer.unfit) {
      const times = (unfit.get(id) ?? 0) + 1;
      unfit.set(id, times);
      return afterUnfit(times);
    }
    return heldBy(answer, message.unasked === true);
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
    const link = media && (await settings.linkTo?.(media));
    if (!link) {
      await store.sent.refused(id, 'unsent');
      return unreachable;
    }
    const acked = open.acks.wait(id, ackTime);
    await open
      .say(jid, { text: withLink(message, link), linkPreview: null }, { id })
      .catch(() => {});
    const answer = await acked;
    return answer.ok ? answer : heldBy(answer, message.unasked === true);
  }

  return { send, sendQueued: queue.sendQueued, idle: queue.idle };
}

/**
 * WhatsApp's id of a message, the same at every try: a phone that has it already shows it once. The account in it is chance, so
 * that another installation on the same number never makes the same ids again.
 */
export const messageId = (account: string, id: string): string =>
  `3EB0${createHash('sha256').update(`${account}:${id}`).digest('hex').slice(0, 18).toUpperCase()}`;

function contentOf({ media }: Outgoing, text: string): AnyMessageContent {
  // Without a preview: a link would be fetched from here.
  if (!media) return { text, linkPreview: null };
  const { bytes, mime, name } = media;
  const file = Buffer.from(bytes);
  return media.kind === 'photo'
    ? { image: file, mimetype: mime, caption: text }
    : { document: file, mimetype: mime, fileName: name, caption: text };
}

/** Thrown before anything was written: the socket was closed, or the upload failed. Anything else may have gone out. */
function isNeverSent(error: unknown): 'never' | false {
  const status = (error as { output?: { statusCode?: number } }).output?.statusCode;
  const text = error instanceof Error ? error.message : '';
  return status === 428 || /upload failed|Connection Closed|not authenticated/i.test(text)
    ? 'never'
    : false;
}
