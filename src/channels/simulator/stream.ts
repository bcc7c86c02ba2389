import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Journal, SimulatorClock } from './journal.ts';
import { entryOnWire } from './wire.ts';

export interface StreamOptions {
  journal: Journal;
  clock: SimulatorClock;
  /** Aborted when the simulator stops: streams end, so that the server can close. */
  closing: AbortSignal;
}

/** How far each account of a stream has been told. */
export type Cursors = Map<string, number>;

/** A stream says the time this often, so that the page shows it and notices a dead one. */
const beatMs = 10_000;

/**
 * Tells one page everything that its accounts say and hear, as server-sent events:
 * `entry` (see `entryOnWire`), `ready` once what was kept is told, and `clock` every ten seconds.
 * `idOf` writes the cursors as the event id, which a browser gives back when it comes again.
 */
export function streamTo(
  c: Context,
  { journal, clock, closing }: StreamOptions,
  cursors: Cursors,
  idOf: (cursors: Cursors) => string,
) {
  const due = new Set(cursors.keys());
  let wake = () => {};
  const rouse = () => wake();
  const now = () => JSON.stringify({ now: clock.now().toISOString() });

  async function tell(stream: SSEStreamingApi): Promise<void> {
    for (const account of due) {
      due.delete(account);
      for (const entry of await journal.read(account, cursors.get(account) ?? 0)) {
        cursors.set(account, entry.order);
        const data = JSON.stringify(entryOnWire(entry));
        await stream.writeSSE({ event: 'entry', id: idOf(cursors), data });
      }
    }
  }

  async function run(stream: SSEStreamingApi): Promise<void> {
    const unwatch = journal.watch((account) => {
      if (!cursors.has(account)) return;
      due.add(account);
      rouse();
    });
    stream.onAbort(rouse);
    closing.addEventListener('abort', rouse);
    try {
      await tell(stream);
      await stream.writeSSE({ event: 'ready', data: now(), retry: 1000 });
      let told = performance.now();
      while (!stream.aborted && !closing.aborted) {
        if (due.size === 0) await roused(beatMs - (performance.now() - told));
        if (performance.now() - told >= beatMs) {
          await stream.writeSSE({ event: 'clock', data: now() });
          told = performance.now();
        }
        await tell(stream);
      }
    } finally {
      unwatch();
      closing.removeEventListener('abort', rouse);
    }
  }

  /** Waits to be roused, and no longer than this. */
  function roused(within: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, within);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // A stream that breaks, e.g. because the journal cannot be read, ends; the page comes again.
  return streamSSE(c, run, async () => {});
}
