import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, Sent } from '../chat/channel.ts';
import type { ChannelName, Language } from '../chat/message.ts';
import type { PrismaClient } from '../store/database.ts';
import { bookPlace, holdPace } from '../store/pace.ts';
import {
  type ClaimedRecipient,
  claimRecipient,
  endRecipient,
  giveBackRecipient,
  isAnybodyDue,
  type RecipientEnd,
} from '../store/recipients.ts';
import type { Secrets } from '../store/secrets.ts';

/** How often (ms) it looks whether there is something to send. */
const lookEvery = 400;
/** After that long (ms) without a row nothing is being announced here. */
const quietAfter = 3000;
/** A place that went by longer ago (ms) is not made up for. */
const stillGood = 500;

interface Manner {
  /** Sends whose answers are awaited. */
  atOnce: number;
  /** The whole channel rests no longer (ms) than this when it asks for silence. */
  longestRest: number;
}
const manner: Record<ChannelName, Manner> = {
  simulator: { atOnce: 20, longestRest: Number.POSITIVE_INFINITY },
  telegram: { atOnce: 40, longestRest: Number.POSITIVE_INFINITY },
  // What its governor says of one person, as of those who have been silent, is not true of the next one.
  whatsapp: { atOnce: 1, longestRest: 60_000 },
};
/** Milliseconds before a send is tried again that the channel certainly did not take. */
const waits = [1000, 5000, 30_000, 120_000, 600_000];
const mostTries = 8;

export interface AnnounceSettings {
  prisma: PrismaClient;
  secrets: Secrets;
  channels: Partial<Record<ChannelName, Channel>>;
  now(): Date;
  /** Messages a second, by channel. */
  perSecond: Record<ChannelName, number>;
  silentDays: number;
  /** Whether it is day: in the quiet hours only what is urgent goes out. */
  awake(): Promise<boolean>;
  /** What this person is told. */
  text(announcement: string, person: string, language: Language): Promise<string>;
  count(channel: string, outcome: string): void;
  fault(error: unknown): undefined;
}

export interface Announcing {
  /** A reply went out: the announcement leaves room for it. */
  madeRoom(channel: ChannelName): void;
  wake(): void;
  /** Ends after what a channel has in hand. */
  stop(): Promise<void>;
}

/** Sends announcements, each channel at its own pace. Any number of processes do so side by side. */
export function startAnnouncing(settings: AnnounceSettings): Announcing {
  const { prisma, channels } = settings;
  const stopping = new AbortController();
  const lines = Object.values(channels).map((channel) => line(settings, channel, stopping.signal));
  return {
    madeRoom(name) {
      if (!lines.some((one) => one.name === name && one.isBusy())) return;
      bookPlace(prisma, { account: name, perSecond: settings.perSecond[name] }).catch(
        settings.fault,
      );
    },
    wake() {
      for (const one of lines) one.wake();
    },
    async stop() {
      stopping.abort();
      await Promise.all(lines.map(({ done }) => done));
    },
  };
}

function line(settings: AnnounceSettings, channel: Channel, stopped: AbortSignal) {
  const { prisma, secrets, now } = settings;
  const { name } = channel;
  const { atOnce, longestRest } = manner[name];
  const holder = randomUUID();
  const sending = new Set<Promise<void>>();
  let restUntil = 0;
  let failures = 0;
  let busyAt = Number.NEGATIVE_INFINITY;
  let woken = new AbortController();

  /** Tells the next one, at the channel's next place. Resolves to whether there may be another. */
  async function tellNext(wasAny: boolean): Promise<boolean> {
    await pause(restUntil - performance.now(), stopped);
    while (sending.size >= atOnce) await Promise.race(sending);
    const { silentDays } = settings;
    const whose = async () => ({
      ...{ channel: name, now: now(), silentDays },
      awake: await settings.awake(),
    });
    // No place is booked where nothing is announced.
    if (stopped.aborted || !(wasAny || (await isAnybodyDue(prisma, await whose())))) return false;
    if (!(await isOurTurn())) return true;
    // Only now: until then a stop, a pause and a *berhenti* count, and who dies leaves in doubt what was on its way alone.
    const row = await claimRecipient(prisma, { ...(await whose()), holder });
    if (!row) return false;
    busyAt = performance.now();
    const done: Promise<void> = send(row)
      .catch(settings.fault)
      .finally(() => sending.delete(done));
    sending.add(done);
    return true;
  }

  /** Waits for the channel's next place, however far off; false where it went by, the channel rests, or this process ends. */
  async function isOurTurn(): Promise<boolean> {
    const booking = { account: name, perSecond: settings.perSecond[name] };
    const place = performance.now() + (await bookPlace(prisma, booking));
    await pause(place - performance.now(), stopped);
    // After a standstill of this process a place that went by is not made up for.
    const isGood = performance.now() - place < stillGood;
    return isGood && !stopped.aborted && restUntil <= performance.now();
  }

  async function send(row: ClaimedRecipient): Promise<void> {
    if (!row.account) return close(row, 'failed');
    const { announcement, person, language } = row;
    const text = await settings.text(announcement, person, language).catch(settings.fault);
    // Nothing was given to the channel: it may be tried again.
    if (text === undefined) return giveBack(row, { after: 5000 });
    const to = { channel: name, account: secrets.open(row.account) };
    const message = { text, options: [], marks: 'numbers', language, unasked: true } as const;
    const sent = await channel.send(
      to,
      { ...message, options: [] },
      `announcement-${announcement}-${person}`,
    );
    settings.count(name, sent.ok ? 'sent' : sent.failure);
    await end(row, sent);
  }

  async function end(row: ClaimedRecipient, sent: Sent): Promise<void> {
    if (sent.ok) {
      failures = 0;
      return close(row, 'sent');
    }
    if (sent.failure === 'gone') return close(row, 'blocked');
    if (sent.failure === 'refused') return close(row, 'failed');
    if (sent.failure === 'unknown') return close(row, 'uncertain');
    const isSlowed = sent.failure === 'throttled';
    // The whole channel rests: who was asked to wait, or reached nothing, reaches nothing with the next one either.
    failures++;
    const after = sent.after ?? waits[Math.min(failures, waits.length) - 1] ?? 30_000;
    const rest = Math.min(after, longestRest);
    restUntil = Math.max(restUntil, performance.now() + rest);
    if (isSlowed) await holdPace(prisma, { account: name, milliseconds: rest });
    if (!isSlowed && row.tries >= mostTries) return close(row, 'failed');
    await giveBack(row, { after, tried: !isSlowed });
  }

  const close = (row: ClaimedRecipient, end: RecipientEnd) =>
    endRecipient(prisma, row, { holder, end, now: now() });
  const giveBack = (row: ClaimedRecipient, { after = 0, tried = false } = {}) =>
    giveBackRecipient(prisma, row, { holder, tried, dueAt: new Date(now().getTime() + after) });

  async function run(): Promise<void> {
    let had: boolean | undefined = false;
    while (!stopped.aborted) {
      had = await tellNext(had ?? false).catch((error: unknown) => settings.fault(error));
      if (!had) await pause(lookEvery, AbortSignal.any([stopped, woken.signal]));
      if (woken.signal.aborted) woken = new AbortController();
    }
    await Promise.all(sending);
  }

  return {
    name,
    isBusy: () => performance.now() - busyAt < quietAfter,
    wake: () => woken.abort(),
    done: run(),
  };
}

/** Waits, and no longer than until it is told to go on. */
async function pause(milliseconds: number, until: AbortSignal): Promise<void> {
  if (milliseconds > 0) await delay(milliseconds, undefined, { signal: until }).catch(() => {});
}
