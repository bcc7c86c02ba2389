import { setTimeout as delay } from 'node:timers/promises';
import type { Hono } from 'hono';
import type { Channel, ChannelHealth, Receive } from '../../chat/channel.ts';
import { doChores } from './chores.ts';
import { type Connection, connect } from './connection.ts';
import { fetchFile, largestFile } from './fetch.ts';
import { startInbox } from './inbox.ts';
import { keepTrying } from './keep-trying.ts';
import { type Library, loadLibrary, missing } from './library.ts';
import { linkRoutes, linkTo } from './link-routes.ts';
import { longest, longestCaption } from './manner.ts';
import { keepPace } from './pace.ts';
import { isRestart, overtaken, type Reason, reasonOf, stoppedBy, unpaired } from './reasons.ts';
import { type At, UnfitLibrary } from './safe-signal.ts';
import { saidBefore } from './said-before.ts';
import { createSender } from './send.ts';
import type { WhatsappStore } from './store.ts';

/** A lease by name, as for Telegram: `run` runs in one process at a time, until its signal is aborted. */
export type Hold = (
  name: string,
  run: (held: AbortSignal) => Promise<void>,
  until: AbortSignal,
) => Promise<void>;

export interface WhatsappOptions {
  store: WhatsappStore;
  hold: Hold;
  /** Hears each change of health, for the log: sentences without people's words or addresses. */
  report(detail: string): void;
  /** Counts how connections ended, for the metrics: `replaced`, `banned`, … */
  count?(reason: string): void;
  /** Something threw that goes on by itself; the operator is told its kind. */
  fault?(error: unknown): void;
  /** Another server than WhatsApp's own, WHATSAPP_SOCKET_URL. Nobody waits for typing there. */
  url?: string | undefined;
  /** Under which address the world reaches this installation, PUBLIC_URL: for files that WhatsApp does not take. */
  publicUrl?: string | undefined;
  /** How long (s) WhatsApp may take to acknowledge a message. */
  ackSeconds?: number;
  /** Waits between tries: milliseconds. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  load?: () => Promise<Library | undefined>;
  /** For tests that kill: a point that was come to. */
  at?: At | undefined;
}

/** A channel, with the routes of the links that it sends. */
export interface Whatsapp extends Channel {
  routes: Hono | undefined;
}

/** How often (ms) an installation without a link looks whether it has one now. */
const pairedEvery = 2000;
/** How often (ms) it is tried with a Baileys that does not fit: somebody may have put another one there. */
const unfitEvery = 60_000;
const waits = [200, 1000, 2000, 5000, 10_000, 30_000];

/** WhatsApp through Baileys. One process holds the connection; the others leave to it what they have to say. */
export function createWhatsapp(options: WhatsappOptions): Whatsapp {
  const {
    store,
    hold,
    report,
    count,
    url,
    publicUrl,
    ackSeconds = 15,
    pause = wait,
    load = loadLibrary,
    at,
  } = options;
  const wrong =
    url !== undefined && !/^wss?:\/\//.test(url)
      ? 'WHATSAPP_SOCKET_URL is not the address of a web socket: it looks like wss://web.whatsapp.com/ws/chat.'
      : undefined;
  const stopping = new AbortController();
  const pace = keepPace(url === undefined);
  let health: ChannelHealth = { ready: false, detail: wrong ?? 'WhatsApp has not been asked yet.' };
  let running = Promise.resolve();
  let open: Connection | undefined;
  let holding = false;
  let linked = false;

  const untilKept = keepTrying(pause, stopping.signal);
  /** A sign of restriction counts from the moment it is seen, though the records be away. */
  let unkept = 0;
  async function restrict(code: string): Promise<void> {
    unkept += 1;
    await untilKept(() => store.account.restrict(code));
    unkept -= 1;
    await toldRestriction().catch(() => {});
  }

  const sender = createSender({
    store,
    pace,
    restricted: () => unkept > 0,
    connection: () => open,
    holds: () => holding,
    linkTo:
      publicUrl === undefined
        ? undefined
        : async (file) => linkTo(publicUrl, await store.files.keep(file)),
    ackTime: ackSeconds * 1000,
    human: url === undefined,
    chance: Math.random,
  });

  function tell(now: ChannelHealth): void {
    if (now.detail === health.detail && now.ready === health.ready) return;
    if (now.detail !== health.detail) report(now.detail);
    health = now;
    if (holding) void store.account.tell(now.detail).catch(() => {});
  }

  async function work(receive: Receive): Promise<void> {
    const library = await load().catch(() => undefined);
    if (!library) return tell({ ready: false, detail: missing });
    while (!stopping.signal.aborted) {
      try {
        if (!(await mayConnect())) {
          await pause(pairedEvery, stopping.signal);
          continue;
        }
        tell({
          ready: true,
          detail: 'WhatsApp is held by one process at a time: waiting for the turn.',
        });
        await hold('whatsapp', (held) => holdLink(library, receive, held), stopping.signal);
      } catch (error) {
        const isUnfit = error instanceof UnfitLibrary;
        tell({
          ready: false,
          detail: isUnfit
            ? error.message
            : 'The records of WhatsApp cannot be reached: trying again.',
        });
        await pause(isUnfit ? unfitEvery : 1000, stopping.signal);
      }
    }
  }

  /** What one process has learnt of the link counts for all: nobody else tries a number that is banned. */
  async function mayConnect(): Promise<boolean> {
    const { paired, stopped } = await store.account.look();
    linked = paired && stopped === undefined;
    if (!linked) tell({ ready: false, detail: stopped ? stoppedBy(stopped) : unpaired });
    return linked;
  }

  /** Connects again and again for as long as the lease is held and the link is good. */
  async function holdLink(library: Library, receive: Receive, held: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([held, stopping.signal]);
    holding = true;
    tell({ ready: false, detail: 'WhatsApp is being connected.' });
    const inbox = startInbox({
      baileys: library.baileys,
      store,
      receive,
      now: Date.now,
      fault: options.fault,
      took: pace.took,
      at,
    });
    inbox.wake();
    try {
      for (let failed = 0, restarts = 0; !signal.aborted; ) {
        const begun = performance.now();
        const reason = await connectOnce(library, signal, inbox.wake);
        if (signal.aborted || !reason) return;
        count?.(reason.name);
        tell({ ready: false, detail: reason.detail });
        if (reason === overtaken) await pause(1000, signal);
        if (reason.next !== 'again') return;
        if (performance.now() - begun > 60_000) failed = restarts = 0;
        // Asked for once it is done at once; asked for again and again it is no restart but a refusal.
        if (isRestart(reason) && restarts++ === 0) continue;
        failed += 1;
        await pause(waits[Math.min(failed, waits.length) - 1] ?? 0, signal);
      }
    } finally {
      open = undefined;
      await inbox.stop();
      holding = false;
    }
  }

  /** Nothing when it was ended from here, or there is no link any more. */
  async function connectOnce(
    library: Library,
    signal: AbortSignal,
    kept: () => void,
  ): Promise<Reason | undefined> {
    if (!(await mayConnect())) return undefined;
    const taken = await store.account.take();
    const connection = connect(
      {
        library,
        store,
        url,
        getMessage: (id, jid) => saidBefore(store, library, { id, jid }),
        kept,
        opened(made) {
          open = made;
          void toldRestriction().catch(() => {});
        },
        refused: (code, { restricts }) => {
          if (restricts) void restrict(code);
        },
        at,
      },
      taken,
    );
    const end = () => connection.end();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    const chores = doChores({
      store,
      sender,
      isOpen: () => open === connection,
      logout: () => connection.sock.logout(),
      lifted: async () => {
        if (health.detail.startsWith('degraded')) await toldRestriction();
      },
    });
    const status = await connection.ended;
    open = undefined;
    signal.removeEventListener('abort', end);
    await chores.stop();
    const reason = reasonOf(status);
    // What it was told is heeded though the records be away: nobody connects before they have it.
    if (reason.next !== 'again') {
      linked = false;
      tell({ ready: false, detail: reason.detail });
    }
    return untilKept(() => learnt(reason, taken.epoch));
  }

  /** Keeps for all processes what the end of a connection means. A newer holder knows better, and is not disturbed. */
  async function learnt(reason: Reason, epoch: number): Promise<Reason> {
    const { account } = store;
    if ((await account.look()).epoch > epoch) return overtaken;
    if (reason.next === 'unpair') await account.forget(epoch, reason.name);
    if (reason.next === 'stop') await account.stop(epoch, reason.name);
    return reason;
  }

  async function toldRestriction(): Promise<void> {
    const { restricted } = await store.account.look();
    if (!open) return;
    const detail = restricted
      ? `degraded: WhatsApp has shown a sign that it restricts this number (${restricted.code}). Nothing is sent unasked until you have looked: docs/operating.md, "When WhatsApp restricts the number".`
      : 'WhatsApp receives.';
    tell({ ready: true, detail });
  }

  return {
    name: 'whatsapp',
    routes: publicUrl === undefined ? undefined : linkRoutes(store.files),
    // An edit reaches nobody who has read the message already.
    limits: {
      text: longest,
      buttons: 0,
      label: 40,
      edits: false,
      caption: longestCaption,
      file: largestFile,
    },

    async start(receive) {
      if (wrong !== undefined) return;
      running = work(receive);
    },

    async send(to, message, id) {
      if (wrong !== undefined || !linked || stopping.signal.aborted) {
        return { ok: false, failure: 'unreachable' };
      }
      return sender.send(to, message, id).catch(() => ({ ok: false, failure: 'unknown' }) as const);
    },

    fetch: (file) => fetchFile({ store, load, host: url && new URL(url).host }, file),
    health: () => health,

    async stop() {
      stopping.abort();
      await running;
      health = { ready: false, detail: 'WhatsApp is no longer received.' };
    },
  };
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => {});
}
