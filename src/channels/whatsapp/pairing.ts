import { setTimeout as delay } from 'node:timers/promises';
import type { Hold } from './channel.ts';
import { type Connection, connect } from './connection.ts';
import type { Library } from './library.ts';
import { isRestart, reasonOf } from './reasons.ts';
import type { WhatsappStore } from './store.ts';

/** Milliseconds between two connections. */
const waits = [1000, 2000, 5000, 10_000, 30_000];

export interface Pairing {
  library: Library;
  store: WhatsappStore;
  hold: Hold;
  url?: string | undefined;
  /** The text of the newest QR code; each is good for 20 to 60 seconds. */
  show(qr: string): void;
  /** Asks for a code to be typed on the phone of that number instead: digits with the country, `6281200000012`. */
  code?: { number: string; show(code: string): void } | undefined;
  /** Hears why it is tried again, each reason once. */
  tell?(detail: string): void;
  /** Ends the wait. */
  until: AbortSignal;
}

/** linked: done · already: there is a link · given-up: nobody scanned, or `until` · a sentence: WhatsApp refused. */
export type Paired = 'linked' | 'already' | 'given-up' | { refused: string };

/** Links this installation to a phone, as the one holder of the connection while it does. */
export async function pair(pairing: Pairing): Promise<Paired> {
  const { store, hold, until } = pairing;
  if ((await store.account.look()).paired) return 'already';
  let result: Paired = 'given-up';
  await hold(
    'whatsapp',
    async (held) => {
      result = await link(pairing, AbortSignal.any([held, until]));
    },
    until,
  );
  return result;
}

async function link(pairing: Pairing, signal: AbortSignal): Promise<Paired> {
  const { store } = pairing;
  // Codes of one connection are used up after some minutes: then it begins anew, for as long as somebody waits.
  let told = '';
  let restarts = 0;
  for (let tries = 0; !signal.aborted; tries++) {
    const { status, opened } = await connectOnce(pairing, signal);
    if (opened) return 'linked';
    if (signal.aborted) break;
    const reason = reasonOf(status);
    if (reason.name === 'unlinked') await store.account.forget((await store.account.look()).epoch);
    if (reason.next === 'stop') return { refused: reason.detail };
    if (isRestart(reason) && restarts++ === 0) continue;
    if (reason.detail !== told) pairing.tell?.(reason.detail);
    told = reason.detail;
    await delay(waits[Math.min(tries, waits.length - 1)], undefined, { signal }).catch(() => {});
  }
  return 'given-up';
}

async function connectOnce(
  { library, store, url, show, code }: Pairing,
  signal: AbortSignal,
): Promise<{ status: number | undefined; opened: boolean }> {
  const taken = await store.account.take();
  let opened = false;
  let asked = false;
  const connection: Connection = connect(
    {
      library,
      store,
      url,
      getMessage: async () => undefined,
      kept() {},
      refused() {},
      qr(text) {
        if (!code) return show(text);
        if (asked) return;
        asked = true;
        void connection.sock
          .requestPairingCode(code.number)
          .then(code.show, () => connection.end());
      },
      // Keys are with WhatsApp by now; the bot itself goes on from here.
      opened(made) {
        opened = true;
        made.end();
      },
    },
    taken,
  );
  const end = () => connection.end();
  signal.addEventListener('abort', end, { once: true });
  const status = await connection.ended;
  signal.removeEventListener('abort', end);
  return { status, opened };
}
