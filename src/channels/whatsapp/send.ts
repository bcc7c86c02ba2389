import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnyMessageContent } from '@whiskeysockets/baileys';
import type { Sent } from '../../chat/channel.ts';
import type { Address, Outgoing, Shown } from '../../chat/message.ts';
import type { Connection } from './connection.ts';
import { ackFailure } from './failures.ts';
import { judgePush, silentAfter } from './governor.ts';
import { lengthOf, longest, longestCaption, withLink, written } from './manner.ts';
import type { Pace } from './pace.ts';
import type { Contact, SentRow, WhatsappStore } from './store.ts';

const hour = 3600_000;
const day = 24 * hour;
/** How often (ms) another process looks for what became of the message that it left to the holder. */
const lookEvery = 150;
/** 479 mostly goes by itself once sessions are fresh; after so many it will not. */
const mostUnfit = 3;

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
  now(): number;
  chance(): number;
}

/** A file of a message that is left to the holder. */
interface Left {
  token: string;
  kind: Shown['kind'];
}

/** As it is kept: without the bytes of its file. */
const bodyOf = ({ media: _, ...message }: Outgoing, file?: Left): string =>
  JSON.stringify({ ...message, file });

/** Sends one message, or leaves it to the process that holds the connection and waits for what becomes of it. */
export function createSender(settings: SendSettings) {
  const { store, connection, holds, ackTime } = settings;
  const unfit = new Map<string, number>();

  async function send(to: Address, message: Outgoing, id: string): Promise<Sent> {
    const limit = message.media ? longestCaption : longest;
    if (lengthOf(message) > limit) return { ok: false, failure: 'refused' };
    const contact = await store.contacts.reach(to.account);
    if (!contact) return { ok: false, failure: 'gone' };
    const open = connection();
    if (holds() && !open) return { ok: false, failure: 'unreachable' };
    const body = bodyOf(message);
    const row = await store.sent.begin({
      id: messageId(contact.id, id),
      contact: contact.id,
      body,
      push: message.unasked === true,
      state: open ? 'sending' : 'queued',
    });
    if (row.place !== undefined) return { ok: true, order: row.place };
    if (!open) return leave(row.id, message);
    return transmit(open, contact, message, row.id);
  }

  async function transmit(
    open: Connection,
    contact: Contact,
    message: Outgoing,
    id: string,
  ): Promise<Sent> {
    const jid = contact.lid ?? contact.pn;
    if (jid === undefined) return { ok: false, failure: 'gone' };
    if (message.unasked) {
      const held = await governed(contact);
      if (held) return held;
    }
    const { pace } = settings;
    const late = await store.sent.sending(id, !message.unasked && contact.owesApology);
    const text = written(message, { late, ownNumber: contact.pn !== undefined });
    await pace.before(open.sock, contact.id, jid, text);
    const acked = open.acks.wait(id, ackTime);
    const begun = await open
      .say(jid, contentOf(message, text), id)
      .then(() => true)
      .catch((error: unknown) => isNeverSent(error));
    // Bytes that were never written have no ack, and WhatsApp certainly does not have them.
    if (begun === 'never' && message.media && open.isOpen()) {
      open.acks.forget(id);
      return sendLink(open, jid, message, id);
    }
    if (begun === 'never') {
      open.acks.forget(id);
      await store.sent.refused(id, 'unsent');
      return { ok: false, failure: 'unreachable' };
    }
    const answer = await acked;
    if (answer.ok) {
      unfit.delete(id);
      return answer;
    }
    pace.after(open.sock, jid);
    const { failure, after, restricts } = answer;
    // A notice waits until an operator has looked; the governor holds it from the next try on.
    if (restricts && message.unasked) return { ok: false, failure: 'throttled', after: hour };
    if (failure === 'unreachable') {
      const times = (unfit.get(id) ?? 0) + 1;
      unfit.set(id, times);
      if (times >= mostUnfit) return { ok: false, failure: 'refused' };
    }
    return { ok: false, failure, ...(after === undefined ? {} : { after }) };
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
      return { ok: false, failure: 'unreachable' };
    }
    const acked = open.acks.wait(id, ackTime);
    await open.say(jid, { text: withLink(message, link), linkPreview: null }, id).catch(() => {});
    const answer = await acked;
    return answer.ok ? answer : { ok: false, failure: answer.failure };
  }

  async function governed(contact: Contact): Promise<Sent | undefined> {
    const { account, sent } = store;
    const now = settings.now();
    const { restricted } = await account.look();
    const { all, toSilent, last } = await sent.pushed(new Date(now - day), silentAfter);
    const { heardAt } = contact;
    const verdict = judgePush(
      {
        silentDays: heardAt && (now - heardAt.getTime()) / day,
        today: { all, toSilent },
        sinceLast: last && settings.human ? now - last.getTime() : Number.POSITIVE_INFINITY,
        restricted: restricted !== undefined,
      },
      settings.chance(),
    );
    if (verdict === 'send') return undefined;
    if (verdict === 'never') return { ok: false, failure: 'refused' };
    return { ok: false, failure: 'throttled', after: verdict.later };
  }

  /** Waits for the holder, and takes the message back where none came in time. A file is left beside it. */
  async function leave(id: string, message: Outgoing): Promise<Sent> {
    const { media } = message;
    const file = media && { token: await store.files.keep(media), kind: media.kind };
    await store.sent.requeue(id, bodyOf(message, file));
    for (const end = Date.now() + ackTime + 5000; Date.now() < end; await delay(lookEvery)) {
      const row = await store.sent.find(id);
      if (row?.place !== undefined) return { ok: true, order: row.place };
      if (row?.state === 'refused') return failureOfRow(row);
    }
    const mine = await store.sent.withdraw(id);
    if (file) await store.files.take(file.token);
    return { ok: false, failure: mine ? 'unreachable' : 'unknown' };
  }

  /** What other processes have left for this one. */
  async function sendQueued(): Promise<void> {
    for (const row of await store.sent.queued(20)) {
      const open = connection();
      const contact = await store.contacts.reach(row.contact);
      if (!open || !contact) return;
      const message = await left(row.body);
      const sent: Sent = message
        ? await transmit(open, contact, message, row.id)
        : { ok: false, failure: 'unreachable' };
      if (sent.ok || sent.failure === 'unknown') continue;
      await store.sent.refused(row.id, `${sent.failure}:${sent.after ?? ''}`);
    }
  }

  /** What another process has left, with its file; nothing where that is gone: its owner leaves it anew. */
  async function left(body: string): Promise<Outgoing | undefined> {
    const { file, ...message } = JSON.parse(body) as Outgoing & { file?: Left };
    if (!file) return message;
    const bytes = await store.files.take(file.token);
    return bytes && { ...message, media: { kind: file.kind, ...bytes } };
  }

  return { send, sendQueued };
}

/** As the holder wrote it down, `throttled:30000`, or as WhatsApp's own code. */
function failureOfRow({ error = '' }: SentRow): Sent {
  const [name = '', after = ''] = error.split(':');
  for (const failure of ['throttled', 'unreachable', 'gone', 'refused'] as const) {
    if (name === failure)
      return { ok: false, failure, ...(after === '' ? {} : { after: Number(after) }) };
  }
  if (error === 'unsent') return { ok: false, failure: 'unreachable' };
  const { failure, after: pause } = ackFailure(error);
  return { ok: false, failure, ...(pause === undefined ? {} : { after: pause }) };
}

/**
 * WhatsApp's id of a message, the same at every try: a phone that has it already shows it once. The contact in it is chance, so
 * that another installation on the same number never makes the same ids again.
 */
export const messageId = (contact: string, id: string): string =>
  `3EB0${createHash('sha256').update(`${contact}:${id}`).digest('hex').slice(0, 18).toUpperCase()}`;

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
