import { setTimeout as delay } from 'node:timers/promises';
import type { Sent } from '../../chat/channel.ts';
import type { Outgoing, Shown } from '../../chat/message.ts';
import { ackFailure, heldBy } from './failures.ts';
import type { SentRow, WhatsappStore } from './store.ts';

/** How often (ms) another process looks for what became of the message that it left to the holder. */
const lookEvery = 150;
/** How long (ms) one waits for that at most: less than anybody may hold a chat while it speaks. */
const longestWait = 27_000;
/** How much longer (ms) than WhatsApp's ack that may take: time to be found, and time to type. */
const beside = 5000;
/** Messages that the holder has in hand at once. */
const atOnce = 30;

interface QueueSettings {
  store: WhatsappStore;
  ackTime: number;
  /** Whether there is an open connection here. */
  isOpen(): boolean;
  transmit(row: SentRow, message: Outgoing): Promise<Sent>;
}

/** A file of a message that is left to the holder. */
interface Left {
  token: string;
  kind: Shown['kind'];
}

/** As it is kept: without the bytes of its file. */
export const bodyOf = ({ media: _, ...message }: Outgoing, file?: Left): string =>
  JSON.stringify({ ...message, file });

/** What other processes have to say goes through the one that holds the connection. */
export function createQueue({ store, ackTime, isOpen, transmit }: QueueSettings) {
  const inHand = new Set<string>();
  /** By contact: what is being said there. */
  const lines = new Map<string, Promise<void>>();

  /**
   * Leaves it to the holder and waits for what becomes of it. What no holder took up in time is taken back, with its file; from
   * when it is taken up the wait is for WhatsApp.
   */
  async function leave(id: string, message: Outgoing): Promise<Sent> {
    const { media } = message;
    const file = media && { token: await store.files.keep(media), kind: media.kind };
    await store.sent.requeue(id, bodyOf(message, file));
    const latest = Date.now() + longestWait;
    let end = Date.now() + ackTime + beside;
    for (let taken = false; Date.now() < Math.min(end, latest); await delay(lookEvery)) {
      const row = await store.sent.find(id);
      if (row?.place !== undefined) return { ok: true, order: row.place };
      const failed = row?.state === 'refused' && failureOfRow(row, message.unasked === true);
      if (failed) return failed;
      if (row?.state === 'sending' && !taken) {
        taken = true;
        end = Date.now() + ackTime + beside;
      }
    }
    const mine = await store.sent.withdraw(id);
    if (file) await store.files.take(file.token);
    return { ok: false, failure: mine ? 'unreachable' : 'unknown' };
  }

  /** Takes up what others have left: to one person in order, to several side by side. */
  async function sendQueued(): Promise<void> {
    if (inHand.size >= atOnce) return;
    for (const row of await store.sent.queued(2 * atOnce)) {
      if (!isOpen() || inHand.size >= atOnce) return;
      if (inHand.has(row.id)) continue;
      inHand.add(row.id);
      const before = lines.get(row.contact) ?? Promise.resolve();
      const done: Promise<void> = before
        .then(() => say(row))
        // The records are away: what is left lies there when they are back.
        .catch(() => {})
        .finally(() => {
          inHand.delete(row.id);
          if (lines.get(row.contact) === done) lines.delete(row.contact);
        });
      lines.set(row.contact, done);
    }
  }

  async function say(row: SentRow): Promise<void> {
    if (!isOpen()) return;
    const message = await left(row.body);
    const sent: Sent = message
      ? await transmit(row, message)
      : { ok: false, failure: 'unreachable' };
    if (sent.ok || sent.failure === 'unknown') return;
    await store.sent.refused(row.id, `${sent.failure}:${sent.after ?? ''}`);
  }

  /** What another process has left, with its file; nothing where that is gone: its owner leaves it anew. */
  async function left(body: string): Promise<Outgoing | undefined> {
    const { file, ...message } = JSON.parse(body) as Outgoing & { file?: Left };
    if (!file) return message;
    const bytes = await store.files.take(file.token);
    return bytes && { ...message, media: { kind: file.kind, ...bytes } };
  }

  return {
    leave,
    sendQueued,
    /** Once nothing is in hand. */
    async idle() {
      await Promise.all(lines.values());
    },
  };
}

/** As the holder wrote it down, `throttled:30000`, or as WhatsApp's own code. */
function failureOfRow({ error = '' }: SentRow, isPush: boolean): Sent | undefined {
  const [name = '', after = ''] = error.split(':');
  for (const failure of ['throttled', 'unreachable', 'gone', 'refused'] as const) {
    if (name === failure)
      return { ok: false, failure, ...(after === '' ? {} : { after: Number(after) }) };
  }
  // The holder is about to write down for how long.
  if (error === 'held') return undefined;
  if (error === 'unsent') return { ok: false, failure: 'unreachable' };
  return heldBy(ackFailure(error), isPush);
}
