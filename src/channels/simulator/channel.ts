import type { Hono } from 'hono';
import { withoutBold } from '../../chat/bold.ts';
import type { Channel, Fetched, Receive, Sent } from '../../chat/channel.ts';
import type { Content, Incoming, Shown } from '../../chat/message.ts';
import { largestFile } from './files.ts';
import { isLoopback } from './guard.ts';
import { type Journal, JournalFailure, type SimulatorClock } from './journal.ts';
import type { Person } from './people.ts';
import { createRoutes } from './routes.ts';
import type { FileOnPhone } from './wire.ts';

export interface SimulatorOptions {
  journal: Journal;
  clock: SimulatorClock;
  /** Whose phones stand on the page from the beginning. */
  people: readonly Person[];
  /** Where the HTTP server listens. Anything but loopback keeps the simulator shut. */
  host: string;
}

/** A channel whose network is a journal, and whose phones stand on a page and in the terminal. */
export interface Simulator extends Channel {
  /** The page and what it calls, to be mounted at `/`. Every route guards itself. */
  routes: Hono;
  /**
   * Someone says something, as the page and the terminal do. `id` is the speaker's own: the same one again
   * acts once. Gives its order once it is kept and taken; rejects when it is not, and then it is to be
   * said again with the same id.
   */
  say(account: string, id: string, content: Content): Promise<number>;
}

const limits = {
  text: 4096,
  buttons: 100,
  label: 64,
  edits: true,
  caption: 1024,
  file: largestFile,
} as const;

export function createSimulator(options: SimulatorOptions): Simulator {
  const { journal, host } = options;
  const open = host === 'localhost' || isLoopback(host);
  const closing = new AbortController();
  /** What is being taken, the last of each account: one person's messages are taken one after another. */
  const taking = new Map<string, Promise<unknown>>();
  let receive: Receive | undefined;

  async function take(account: string, id: string, content: Content): Promise<number> {
    if (receive === undefined) throw new Error('The simulator is not receiving.');
    const body = JSON.stringify(content);
    const { order } = await journal.append({ account, direction: 'in', body, dedupe: id });
    const from = { channel: 'simulator', account } as const;
    const event: Incoming = { id: `message:${id}`, from, order, content };
    await receive(event);
    return order;
  }

  async function say(account: string, id: string, content: Content): Promise<number> {
    const before = taking.get(account) ?? Promise.resolve();
    const taken = before.then(() => take(account, id, content));
    const settled = taken.then(
      () => undefined,
      () => undefined,
    );
    taking.set(account, settled);
    try {
      return await taken;
    } finally {
      if (taking.get(account) === settled) taking.delete(account);
    }
  }

  async function sentTo(account: string, { kind, name, bytes }: Shown): Promise<FileOnPhone> {
    return { kind, name, file: await journal.keepFile(account, bytes) };
  }

  return {
    name: 'simulator',
    limits,
    say,
    routes: createRoutes({ ...options, say, closing: closing.signal }),

    async start(given) {
      if (open) receive = given;
    },

    async send(to, message, id): Promise<Sent> {
      const { media, ...words } = message;
      const longest = media ? limits.caption : limits.text;
      if ([...withoutBold(message.text)].length > longest) return { ok: false, failure: 'refused' };
      try {
        // As on a real network the file lies with the phone that it was sent to, and the message names it.
        const body = JSON.stringify(
          media ? { ...words, media: await sentTo(to.account, media) } : words,
        );
        const kept = { account: to.account, direction: 'out', body, dedupe: id } as const;
        const { order } = await journal.append(kept);
        return { ok: true, order: message.replaces ?? order };
      } catch (error) {
        if (!(error instanceof JournalFailure)) return { ok: false, failure: 'unknown' };
        const { failure, after } = error;
        return { ok: false, failure, ...(after === undefined ? {} : { after }) };
      }
    },

    async fetch(file): Promise<Fetched> {
      try {
        const bytes = await journal.file(file);
        return bytes ? { ok: true, bytes } : { ok: false, failure: 'gone' };
      } catch (error) {
        const isThrottled = error instanceof JournalFailure && error.failure === 'throttled';
        return { ok: false, failure: isThrottled ? 'throttled' : 'unreachable' };
      }
    },

    health() {
      if (!open) {
        return {
          ready: false,
          detail: `The simulator lets anybody be anybody, so it opens on loopback only: set HOST to 127.0.0.1 (it is ${host}), or SIMULATOR to off.`,
        };
      }
      return receive === undefined
        ? { ready: false, detail: 'The simulator is not receiving.' }
        : { ready: true, detail: 'The simulator receives.' };
    },

    async stop() {
      receive = undefined;
      closing.abort();
      await Promise.all(taking.values());
    },
  };
}
