import type { Channel } from '../chat/channel.ts';
import type { Address, ChannelName, Language } from '../chat/message.ts';
import {
  beginScheduled,
  closeLost,
  dueProgress,
  endDone,
  expireWaiting,
  keepProgress,
  pauseFailing,
  skipStopped,
  type Turned,
} from '../store/announcements.ts';
import type { PrismaClient } from '../store/database.ts';
import { keepLooking, type LookOut } from '../store/look-out.ts';
import type { Records } from '../store/sessions.ts';

const lookEvery = 1000;

export interface OverseeSettings {
  prisma: PrismaClient;
  channels: Partial<Record<ChannelName, Channel>>;
  now(): Date;
  /** Days that an announcement waits for its people. */
  waitsDays: number;
  failsTooMuch(of: { ended: number; lost: number }): boolean;
  /** Tells its admin, in the transaction in which it ended or paused by itself. */
  turned(db: Records, one: Turned, how: 'done' | 'paused'): Promise<void>;
  /** How it stands, in the language of the admin. */
  progress(announcement: string, language: Language): Promise<string>;
  resolve(person: string): Promise<{ address: Address; language: Language } | undefined>;
  /** A notice was written. */
  wrote(): void;
  fault(error: unknown): void;
}

/**
 * Looks after announcements that are being sent: begins what is due, ends what is done, pauses what does not arrive, and has the
 * admin's one message say how it stands. Any number of processes do so side by side, and each thing happens once.
 */
export function startOverseeing(settings: OverseeSettings): LookOut {
  const { prisma, now, fault, waitsDays: days } = settings;
  return keepLooking({
    every: lookEvery,
    fault,
    async one() {
      await beginScheduled(prisma, now());
      await closeLost(prisma, now());
      await skipStopped(prisma, now());
      await expireWaiting(prisma, { now: now(), days });
      const turned = await prisma.$transaction(async (db) => {
        const done = await endDone(db, now());
        for (const one of done) await settings.turned(db, one, 'done');
        const paused = await pauseFailing(db, { now: now(), isTooMuch: settings.failsTooMuch });
        for (const one of paused) await settings.turned(db, one, 'paused');
        return [...done, ...paused];
      });
      // The message that was changed all the while says at the end how it ended.
      for (const one of turned) if (one.order !== null) await tellProgress(settings, one);
      if (turned.length > 0) settings.wrote();
      for (const one of await dueProgress(prisma)) await tellProgress(settings, one);
      return false;
    },
  });
}

/** Where messages can be changed, one tells all the while how it stands; elsewhere it is told once. */
async function tellProgress(
  { prisma, channels, resolve, progress }: OverseeSettings,
  { id, confirmedBy, order }: Turned,
): Promise<void> {
  const reached = confirmedBy === null ? undefined : await resolve(confirmedBy);
  const channel = reached && channels[reached.address.channel];
  if (!reached || !channel || (order !== null && !channel.limits.edits)) return;
  const { address, language } = reached;
  const text = await progress(id, language);
  const sent = await channel.send(
    address,
    {
      text,
      options: [],
      marks: 'numbers',
      language,
      unasked: true,
      changing: true,
      ...(order !== null && { replaces: Number(order) }),
    },
    `progress-${id}-${Date.now()}`,
  );
  if (sent.ok && order === null) await keepProgress(prisma, id, sent.order);
}
