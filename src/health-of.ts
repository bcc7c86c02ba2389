import type { Redis } from 'ioredis';
import type { Channel } from './chat/channel.ts';
import { redisHealth } from './open-sessions.ts';
import type { PrismaClient } from './store/database.ts';

/** Each part that must work for the bot to be of use: `ready`, or a sentence for the operator. */
export async function healthOf({
  prisma,
  redis,
  channels,
}: {
  prisma: PrismaClient;
  redis: Redis | undefined;
  channels: Channel[];
}): Promise<{ ready: boolean; parts: Record<string, string> }> {
  const parts: Record<string, string> = {};
  const isUp = await prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  parts.postgresql = isUp ? 'ready' : 'does not answer';
  if (redis) parts.redis = await redisHealth(redis);
  for (const channel of channels) {
    const { ready, detail } = channel.health();
    parts[channel.name] = ready && !detail.startsWith('degraded') ? 'ready' : detail;
  }
  const ready = Object.values(parts).every(
    (part) => part === 'ready' || part.startsWith('degraded'),
  );
  return { ready, parts };
}

/** How the channels stand, for the metrics. */
export const standingOf = (channels: Channel[]) =>
  channels.map((channel) => {
    const { ready, detail } = channel.health();
    return { name: channel.name, ready, degraded: detail.startsWith('degraded') };
  });
