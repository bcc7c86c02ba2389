import { randomUUID } from 'node:crypto';
import { type Channel, type Fetched, fetchVerdicts } from '../chat/channel.ts';
import type { ChannelName } from '../chat/message.ts';
import type { PrismaClient } from '../store/database.ts';
import { isInfrastructure } from '../store/failure.ts';
import { keepLooking, type LookOut } from '../store/look-out.ts';
import {
  type ClaimedMedia,
  claimMedia,
  endMedia,
  type MediaEnd,
  postponeMedia,
} from '../store/media.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Records } from '../store/sessions.ts';
import { look } from './look.ts';

/** How often (ms) it looks for what is due. */
const lookEvery = 1000;
/** Milliseconds before a fetch is tried again, by how often it failed. */
const waits = [2000, 10_000, 60_000, 300_000, 1_800_000];
/** A file that did not come within so long (ms) of being sent is asked for again. */
const patience = 12 * 3_600_000;
/** One that threw so often is a bug with this file: the others go on. */
const mostFaults = 8;

export interface FetchingSettings {
  prisma: PrismaClient;
  secrets: Secrets;
  channels: Partial<Record<ChannelName, Channel>>;
  now(): Date;
  /** What follows from the end, in its transaction: the sender of a refused one is asked again. */
  ended(db: Records, id: string, end: MediaEnd['state'], now: Date): Promise<void>;
  /** Something was written for others. */
  worked(): void;
  /** Something threw; the operator is told its kind. */
  fault(error: unknown): void;
}

/** Fetches what people have sent, and keeps what is a photo or a document. Any number of processes may do so side by side. */
export function startFetching(settings: FetchingSettings): LookOut {
  const { prisma, secrets, fault, now } = settings;
  const holder = randomUUID();
  return keepLooking({
    every: lookEvery,
    fault,
    async one() {
      const media = await claimMedia(prisma, secrets, { holder, now: now() });
      if (!media) return false;
      await fetchOne(settings, media).catch((error: unknown) => setAside(settings, media, error));
      return true;
    },
  });
}

async function fetchOne(settings: FetchingSettings, media: ClaimedMedia): Promise<void> {
  if (media.tooMany) return end(settings, media, { state: 'refused', refusal: 'too_many' });
  // Another process may have that channel; until one has, the file waits there.
  const channel = settings.channels[media.channel];
  const fetched: Fetched = channel
    ? await channel.fetch(media.file())
    : { ok: false, failure: 'unreachable' };
  if (fetched.ok) return end(settings, media, await look(media.kind, fetched.bytes));
  const verdict = fetchVerdicts[fetched.failure];
  if (verdict !== 'later') return end(settings, media, { state: 'refused', refusal: verdict });
  await later(settings, media, fetched.after);
}

async function later(
  settings: FetchingSettings,
  media: ClaimedMedia,
  after = waits[Math.min(media.tries, waits.length) - 1] ?? 1_800_000,
): Promise<void> {
  const dueAt = new Date(settings.now().getTime() + after);
  const isLate = dueAt.getTime() > media.sentAt.getTime() + patience;
  if (isLate) return end(settings, media, { state: 'refused', refusal: 'unfetched' });
  await postponeMedia(settings.prisma, media, dueAt);
}

async function end(settings: FetchingSettings, media: ClaimedMedia, how: MediaEnd): Promise<void> {
  const { prisma, secrets, ended } = settings;
  const now = settings.now();
  const isMine = await endMedia(prisma, secrets, media, { end: how, now }, (db) =>
    ended(db, media.id, how.state, now),
  );
  if (isMine) settings.worked();
}

/** It threw: the others go on, and it is tried again later, but not for ever. */
async function setAside(settings: FetchingSettings, media: ClaimedMedia, error: unknown) {
  settings.fault(error);
  if (isInfrastructure(error) || media.tries < mostFaults) return later(settings, media);
  await end(settings, media, { state: 'refused', refusal: 'unfetched' });
}
