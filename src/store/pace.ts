import type { PrismaClient } from './generated/client.ts';

/**
 * Books the next place for a message of one channel account, evenly spaced over all processes: one row, moved on by the
 * database's own clock. Resolves to how long (ms) the message is to wait. A rate with a burst of one stays under a network's
 * limit in any sliding second (a token bucket of 30 a second lets up to 59 through).
 *
 * `perSecond: 22` → a place every 45 ms.
 */
export async function bookPlace(
  prisma: PrismaClient,
  { account, perSecond }: { account: string; perSecond: number },
): Promise<number> {
  const whole = 1 / perSecond;
  const [row] = await prisma.$queryRaw<{ wait: number }[]>`
    INSERT INTO channel_pace (name, next) VALUES (${account}, clock_timestamp() + make_interval(secs => ${whole}::float8))
    ON CONFLICT (name) DO UPDATE
      SET next = greatest(channel_pace.next, clock_timestamp()) + make_interval(secs => ${whole}::float8)
    RETURNING greatest(0, extract(epoch FROM next - clock_timestamp() - make_interval(secs => ${whole}::float8)) * 1000)::float8 AS wait`;
  return row?.wait ?? 0;
}

/** The network asked for silence: no place before that is given to any process. */
export async function holdPace(
  prisma: PrismaClient,
  { account, milliseconds }: { account: string; milliseconds: number },
): Promise<void> {
  const seconds = milliseconds / 1000;
  await prisma.$executeRaw`
    INSERT INTO channel_pace (name, next) VALUES (${account}, clock_timestamp() + make_interval(secs => ${seconds}::float8))
    ON CONFLICT (name) DO UPDATE
      SET next = greatest(channel_pace.next, clock_timestamp() + make_interval(secs => ${seconds}::float8))`;
}
