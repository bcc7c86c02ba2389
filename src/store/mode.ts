import { hold, tryLock } from './advisory.ts';
import type { PrismaClient } from './generated/client.ts';

/** Where session state lives. */
export type SessionMode = 'postgresql' | 'redis';

export interface ClaimedMode {
  /** Part of Redis's key prefix: sessions of an earlier use of Redis never come back. */
  generation: number;
  /** The mode was another one before this start. */
  changed: boolean;
  release(): Promise<void>;
}

const lockOf = (mode: SessionMode) => `sessions:${mode}`;

/**
 * Claims the mode for this process: any number of processes of one mode, and none of the other beside them.
 * A change of mode raises the generation, and takes the first-shown marks away: nothing typed answers a
 * question that was asked in the other mode. Throws a sentence when the other mode is running. `lost` is called
 * when the claim was lost with its connection and the other mode came in between: this process has to end.
 */
export async function claimMode(
  prisma: PrismaClient,
  url: string,
  mode: SessionMode,
  lost: () => void = () => {},
): Promise<ClaimedMode> {
  const other: SessionMode = mode === 'redis' ? 'postgresql' : 'redis';
  const stop = new AbortController();
  let claims = 0;
  let taken = () => {};
  const held = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const holding = hold(
    url,
    lockOf(mode),
    async (signal) => {
      if (claims++ > 0 && !(await isStill(prisma, mode))) lost();
      taken();
      // It may have been released while it was looked up.
      if (signal.aborted) return;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
    { how: 'shared', stop: stop.signal },
  );
  await Promise.race([held, holding]);
  const release = async () => {
    stop.abort();
    await holding;
  };

  const alone = await tryLock(url, lockOf(other));
  if (!alone) {
    await release();
    const now = other === 'redis' ? 'with REDIS_URL' : 'without REDIS_URL';
    throw new Error(
      `Another process runs ${now} on this database: stop it first, then start this one.`,
    );
  }
  await alone.release();
  return { ...(await recordMode(prisma, mode)), release };
}

async function isStill(prisma: PrismaClient, mode: SessionMode): Promise<boolean> {
  const row = await prisma.sessionMode.findUnique({ where: { id: 1 } });
  return row?.mode === mode;
}

/** One statement decides, also when two processes start at once. */
async function recordMode(prisma: PrismaClient, mode: SessionMode) {
  return prisma.$transaction(async (db) => {
    await db.sessionMode.createMany({ data: { id: 1, mode }, skipDuplicates: true });
    const changed = await db.sessionMode.updateMany({
      where: { id: 1, mode: { not: mode } },
      data: { mode, generation: { increment: 1 } },
    });
    if (changed.count > 0) await db.dialogue.updateMany({ data: { shown: null } });
    const row = await db.sessionMode.findUniqueOrThrow({ where: { id: 1 } });
    return { generation: row.generation, changed: changed.count > 0 };
  });
}
