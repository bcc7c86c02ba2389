import type { PrismaClient } from './generated/client.ts';

/** The time that the programme goes by. Only a demo's can be put forward, and the database keeps by how much. */
export interface Clock {
  now(): Date;
  /** Puts it forward by so many milliseconds, for all processes on this database. Rejects where it may not be. */
  forward(milliseconds: number): Promise<void>;
  stop(): void;
}

/** Another process's fast-forward is noticed within this time (ms). */
const lookEvery = 2000;
const most = 366 * 24 * 3600_000;

export async function openClock(prisma: PrismaClient, mayForward: boolean): Promise<Clock> {
  const read = async () => {
    const row = await prisma.installation.findUnique({ where: { id: 1 } });
    return Number(row?.clockOffsetMs ?? 0);
  };
  let offset = await read();
  const timer = setInterval(() => {
    read().then(
      (now) => {
        offset = now;
      },
      () => {},
    );
  }, lookEvery);
  timer.unref();

  return {
    now: () => new Date(Date.now() + offset),
    async forward(milliseconds) {
      if (!mayForward) throw new Error('Only the clock of a demo can be put forward.');
      if (!(milliseconds > 0 && offset + milliseconds <= most)) {
        throw new Error('The clock of a demo goes forward, by at most a year.');
      }
      await prisma.installation.update({
        where: { id: 1 },
        data: { clockOffsetMs: { increment: Math.round(milliseconds) } },
      });
      offset = await read();
    },
    stop: () => clearInterval(timer),
  };
}
