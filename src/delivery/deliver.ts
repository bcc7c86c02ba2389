import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Channel, type Sent, verdicts } from '../chat/channel.ts';
import type { Address, ChannelName, Language, Outgoing, Shown } from '../chat/message.ts';
import type { PrismaClient } from '../store/database.ts';
import { isInfrastructure } from '../store/failure.ts';
import { keepLooking, type LookOut } from '../store/look-out.ts';
import { readMedia } from '../store/media.ts';
import {
  type ClaimedNotice,
  claimNotice,
  endNotice,
  isToldMore,
  postponeNotice,
} from '../store/outbox.ts';
import { bookPlace, holdPace } from '../store/pace.ts';
import type { Secrets } from '../store/secrets.ts';

/** How often (ms) it looks for what is due. */
const lookEvery = 500;
/** Milliseconds before a send is tried again, by how often it failed. */
const waits = [1000, 5000, 30_000, 120_000, 600_000];
/** A notice whose send got no answer so often is left as `uncertain`. */
const mostUnknown = 3;
/** One that threw so often, e.g. because a deploy took its text away, is left as `refused`. */
const mostFaults = 8;
/** So long (ms) a notice is held until its place on the network comes; one whose place is further off is given back. */
const longestHeld = 1000;

export interface DeliverySettings {
  prisma: PrismaClient;
  secrets: Secrets;
  channels: Partial<Record<ChannelName, Channel>>;
  /** Messages a second of a network that counts them, announcements with notices. WhatsApp's governor counts for itself. */
  perSecond: Partial<Record<ChannelName, number>>;
  now(): Date;
  /** Where a person is reached now, in that chat or wherever, and in which language; undefined when they cannot be. */
  resolve(
    person: string,
    chat: string | null,
  ): Promise<{ address: Address; language: Language } | undefined>;
  /** The notice's text, with `**bold**`. */
  render(notice: string, args: Record<string, unknown>, language: Language): string;
  /** Whether the open question stands again below a notice of that name. */
  resumes(notice: string): boolean;
  /** A file that is made when it is sent, of the notices that have one; `gone` where there is nothing to make it of. */
  attach(notice: { notice: string; person: string }): Promise<Shown | 'gone' | undefined>;
  /**
   * Has the question that was open above the notice said again below it, or that of the flow which the notice opens
   * where nothing is asked; `order` is the notice's place in the chat.
   */
  resume(
    address: Address,
    notice: Pick<ClaimedNotice, 'id' | 'notice'>,
    order: number,
  ): Promise<void>;
  count(channel: string, outcome: string): void;
  /** Something threw; the operator is told its kind. */
  fault(error: unknown): void;
}

/** Sends what turns have written for others. Any number of processes may do so side by side. */
export function startDelivery(settings: DeliverySettings): LookOut {
  const { prisma, secrets, fault } = settings;
  const holder = randomUUID();
  const told: Told = new Map();
  return keepLooking({
    every: lookEvery,
    fault,
    async one() {
      const notice = await claimNotice(prisma, secrets, { holder, now: settings.now() });
      if (!notice) return false;
      await deliver(settings, notice, told).catch((error: unknown) =>
        setAside(settings, notice, error),
      );
      await resumeBelow(settings, notice, told).catch(fault);
      return true;
    },
  });
}

/** The last that each person was told, until the question above it was said again. */
type Told = Map<string, { address: Address; notice: ClaimedNotice; order: number }>;

async function deliver(
  settings: DeliverySettings,
  notice: ClaimedNotice,
  told: Told,
): Promise<void> {
  const { prisma, channels, count } = settings;
  const reached = await settings.resolve(notice.person, notice.chat);
  if (!reached) return endNotice(prisma, notice, 'gone');
  const channel = channels[reached.address.channel];
  const made = await settings.attach(notice);
  if (made === 'gone') return endNotice(prisma, notice, 'gone');
  const message = await messageOf(settings, notice, { language: reached.language, made });
  const wait = channel ? await placeOf(settings, reached.address.channel) : 0;
  if (wait > longestHeld) return postpone(settings, notice, { after: wait, isHeld: true });
  await delay(wait);
  // Another process may have that channel; until one has, the notice waits.
  const sent: Sent = channel
    ? await channel.send(reached.address, message, `notice-${notice.id}`)
    : { ok: false, failure: 'unreachable' };
  count(reached.address.channel, sent.ok ? 'sent' : sent.failure);
  if (sent.ok) {
    // A photo that somebody asked for comes right below the question that it belongs to.
    if (settings.resumes(notice.notice) && !notice.media)
      told.set(notice.person, { address: reached.address, notice, order: sent.order });
    return endNotice(prisma, notice, 'sent');
  }
  const verdict = verdicts[sent.failure];
  if (verdict === 'stop') return endNotice(prisma, notice, 'gone');
  if (verdict === 'fail') return endNotice(prisma, notice, 'refused');
  if (verdict === 'park' && notice.tries >= mostUnknown) {
    return endNotice(prisma, notice, 'uncertain');
  }
  if (sent.failure === 'throttled' && sent.after !== undefined)
    await rest(settings, reached.address.channel, sent.after);
  await postpone(settings, notice, {
    isHeld: sent.failure === 'throttled',
    ...(sent.after !== undefined && { after: sent.after }),
  });
}

/** How long (ms) the next message is to wait, of all that goes out unasked by any process. */
async function placeOf({ prisma, perSecond }: DeliverySettings, name: ChannelName) {
  const pace = perSecond[name];
  return pace === undefined ? 0 : bookPlace(prisma, { account: name, perSecond: pace });
}

/** The network asked for silence: all that goes out unasked keeps it. */
async function rest(
  { prisma, perSecond }: DeliverySettings,
  name: ChannelName,
  milliseconds: number,
): Promise<void> {
  if (perSecond[name] !== undefined) await holdPace(prisma, { account: name, milliseconds });
}

/** Once, below all that somebody is told in a row: two photos are followed by one question. */
async function resumeBelow(
  { prisma, now, resume }: DeliverySettings,
  notice: ClaimedNotice,
  told: Told,
): Promise<void> {
  const last = told.get(notice.person);
  if (!last || (await isToldMore(prisma, notice, now()))) return;
  told.delete(notice.person);
  await resume(last.address, last.notice, last.order);
}

/** What was erased since is said to be gone, in the words of a notice of its own. */
async function messageOf(
  { prisma, secrets, render }: DeliverySettings,
  notice: ClaimedNotice,
  { language, made }: { language: Language; made: Shown | undefined },
): Promise<Outgoing> {
  const media = notice.media ? await readMedia(prisma, secrets, notice.media) : made;
  const name = notice.media && !media ? 'media-gone' : notice.notice;
  const text = render(name, notice.args(), language);
  return { text, options: [], marks: 'numbers', language, unasked: true, ...(media && { media }) };
}

/** It threw: the others go on, and it is tried again later, but not for ever. */
async function setAside(
  settings: DeliverySettings,
  notice: ClaimedNotice,
  error: unknown,
): Promise<void> {
  settings.fault(error);
  if (isInfrastructure(error) || notice.tries < mostFaults) return postpone(settings, notice);
  await endNotice(settings.prisma, notice, 'refused');
}

async function postpone(
  { prisma, now }: DeliverySettings,
  notice: ClaimedNotice,
  {
    after = waits[Math.min(notice.tries, waits.length) - 1] ?? 600_000,
    isHeld = false,
  }: { after?: number; isHeld?: boolean } = {},
): Promise<void> {
  await postponeNotice(prisma, notice, { dueAt: new Date(now().getTime() + after), isHeld });
}
