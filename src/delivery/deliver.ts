import { randomUUID } from 'node:crypto';
import { type Channel, type Sent, verdicts } from '../chat/channel.ts';
import type { Address, ChannelName, Language } from '../chat/message.ts';
import type { PrismaClient } from '../store/database.ts';
import { type ClaimedNotice, claimNotices, endNotice, postponeNotice } from '../store/outbox.ts';
import type { Secrets } from '../store/secrets.ts';

/** Notices that one process holds at a time, and how often (ms) it looks for more. */
const batch = 20;
const lookEvery = 500;
/** Milliseconds before a send is tried again, by how often it failed. */
const waits = [1000, 5000, 30_000, 120_000, 600_000];
/** A notice whose send got no answer so often is left as `uncertain`. */
const mostUnknown = 3;

export interface DeliverySettings {
  prisma: PrismaClient;
  secrets: Secrets;
  channels: Partial<Record<ChannelName, Channel>>;
  now(): Date;
  /** Where a person is reached now, and in which language; undefined when they cannot be. */
  resolve(person: string): Promise<{ address: Address; language: Language } | undefined>;
  /** The notice's text, with `**bold**`. */
  render(notice: string, args: Record<string, unknown>, language: Language): string;
  /** Has the open question of that chat said again, below the notice. */
  resume(address: Address, notice: bigint): Promise<void>;
  count(channel: string, outcome: string): void;
  /** Something threw; the operator is told its kind. */
  fault(error: unknown): void;
}

export interface Delivery {
  /** Looks at once: something was just written. */
  wake(): void;
  stop(): Promise<void>;
}

/** Sends what turns have written for others. Any number of processes may do so side by side. */
export function startDelivery(settings: DeliverySettings): Delivery {
  const { prisma, secrets, fault } = settings;
  const holder = randomUUID();
  let stopped = false;
  let running: Promise<void> | undefined;

  async function deliverAll(): Promise<void> {
    while (!stopped) {
      const now = settings.now();
      const claimed = await claimNotices(prisma, secrets, { holder, now, limit: batch });
      for (const notice of claimed) await deliver(settings, notice);
      if (claimed.length < batch) return;
    }
  }

  function wake(): void {
    if (stopped || running) return;
    running = deliverAll()
      .catch(fault)
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(wake, lookEvery);
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function deliver(settings: DeliverySettings, notice: ClaimedNotice): Promise<void> {
  const { prisma, channels, count } = settings;
  const reached = await settings.resolve(notice.person);
  if (!reached) return endNotice(prisma, notice.id, 'gone');
  const channel = channels[reached.address.channel];
  const text = settings.render(notice.notice, notice.args, reached.language);
  const message = { text, options: [], marks: 'numbers' as const, language: reached.language };
  // Another process may have that channel; until one has, the notice waits.
  const sent: Sent = channel
    ? await channel.send(reached.address, message, `notice-${notice.id}`)
    : { ok: false, failure: 'unreachable' };
  count(reached.address.channel, sent.ok ? 'sent' : sent.failure);
  if (sent.ok) {
    await endNotice(prisma, notice.id, 'sent');
    return settings.resume(reached.address, notice.id);
  }
  const verdict = verdicts[sent.failure];
  if (verdict === 'stop') return endNotice(prisma, notice.id, 'gone');
  if (verdict === 'fail') return endNotice(prisma, notice.id, 'refused');
  if (verdict === 'park' && notice.tries >= mostUnknown) {
    return endNotice(prisma, notice.id, 'uncertain');
  }
  const after = sent.after ?? waits[Math.min(notice.tries, waits.length) - 1] ?? 600_000;
  await postponeNotice(prisma, notice.id, new Date(settings.now().getTime() + after));
}
