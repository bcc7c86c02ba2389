import { setTimeout as delay } from 'node:timers/promises';
import type { BinaryNode } from '@whiskeysockets/baileys';
import { type AckFailure, ackFailure } from './failures.ts';
import { deviceless, type Places } from './places.ts';
import type { SentStore } from './store.ts';

export type Acked = { ok: true; order: number } | ({ ok: false } & AckFailure);

export interface Acks {
  /** WhatsApp's answer to a message that is about to be sent; `unknown` when none comes in time, or the connection ends. */
  wait(id: string, milliseconds: number): Promise<Acked>;
  /** An `ack` stanza arrived. */
  heard(node: BinaryNode): void;
  /** Nothing was written: no answer will come. */
  forget(id: string): void;
  /** The phone has the message, or it was read. */
  seen(id: string, state: 'delivered' | 'read'): void;
  /** The connection is gone: nothing that is waited for will come. */
  close(): void;
}

/** How long (ms) one waits for records that are away, again and again: without its place an ack is worth little. */
const writeWaits = [100, 500, 2000];

async function persist(work: () => Promise<void>): Promise<void> {
  for (const wait of writeWaits) {
    try {
      return await work();
    } catch {
      await delay(wait);
    }
  }
  await work();
}

/**
 * Sending is over when WhatsApp's server says so: Baileys' own promise resolves once the bytes are written. The ack is read from
 * the wire itself, for Baileys tells of refusals alone, and of those merged with other news.
 */
export function listenForAcks(
  sent: SentStore,
  places: Places,
  refused: (code: string, failure: AckFailure) => void,
): Acks {
  const waiting = new Map<string, (acked: Acked) => void>();

  /** In the order in which it was heard: a receipt never overtakes the ack before it. */
  let written = Promise.resolve();
  const write = (work: () => Promise<void>): Promise<void> => {
    written = written.then(() => persist(work)).catch(() => {});
    return written;
  };

  /** What came too late for whoever waited is kept all the same: the next try finds it. */
  async function keep(id: string, acked: Acked, work: () => Promise<void>): Promise<void> {
    await write(work);
    waiting.get(id)?.(acked);
  }

  return {
    wait(id, milliseconds) {
      return new Promise((resolve) => {
        const end = (acked: Acked) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(acked);
        };
        const timer = setTimeout(() => end({ ok: false, failure: 'unknown' }), milliseconds);
        waiting.set(id, end);
      });
    },
    heard({ attrs }) {
      const { id, error, t, from } = attrs;
      if (!id) return;
      if (error) {
        const failure = ackFailure(error);
        refused(error, failure);
        void keep(id, { ok: false, ...failure }, () => sent.refused(id, error));
        return;
      }
      // The place is taken here and now: what arrives after this stands after it.
      const order = places.acked(Number(t) || Math.floor(Date.now() / 1000), deviceless(from));
      void keep(id, { ok: true, order }, () => sent.acked(id, order));
    },
    forget(id) {
      waiting.get(id)?.({ ok: false, failure: 'unreachable' });
    },
    seen(id, state) {
      void write(() => sent.seen(id, state));
    },
    close() {
      for (const end of [...waiting.values()]) end({ ok: false, failure: 'unknown' });
    },
  };
}
