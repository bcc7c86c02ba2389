import { setTimeout as delay } from 'node:timers/promises';
import type { WhatsappStore } from './store.ts';

/** How often (ms) the holder looks what others left for it, and whether an operator wants something. */
const lookEvery = 200;

interface Chores {
  store: WhatsappStore;
  sender: { sendQueued(): Promise<void>; idle(): Promise<void> };
  isOpen(): boolean;
  logout(): Promise<void>;
  /** No restriction is in the records: where one was told of, it is over. */
  lifted(): Promise<void>;
}

/**
 * What a holder does beside listening, while its connection lives: each in a loop of its own, so that an operator is heard also
 * while much is to be said.
 */
export function doChores({ store, sender, isOpen, logout, lifted }: Chores): {
  stop(): Promise<void>;
} {
  const ending = new AbortController();
  const { signal } = ending;

  async function again(chore: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      // The records may be away: what is left lies there when they are back.
      await chore().catch(() => {});
      await delay(lookEvery, undefined, { signal }).catch(() => {});
    }
  }

  async function heedOperator(): Promise<void> {
    const { wanted, restricted } = await store.account.look();
    if (!isOpen()) return;
    if (wanted === 'logout') await logout();
    if (!restricted) await lifted();
  }

  const done = Promise.all([
    again(async () => (isOpen() ? sender.sendQueued() : undefined)),
    again(heedOperator),
  ]);
  return {
    async stop() {
      ending.abort();
      await done;
      await sender.idle();
    },
  };
}
