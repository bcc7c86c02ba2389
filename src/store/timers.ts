import { isInfrastructure } from './failure.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';

/** Something that is due, or will be. */
export interface Timer {
  kind: string;
  /** What it is about: the id of an allocation, a need … */
  subject: string;
  /** 1, 2 … of several of one kind about one subject. */
  step: number;
}

/** After a fault its timer is tried again so much later (ms), and does not hold up the others. */
const retryAfter = 60_000;

/** Sets a timer in the transaction of its cause. One that stood, done or not, stands anew at this time. */
export async function setTimer(
  db: Prisma.TransactionClient,
  { kind, subject: subjectId, step }: Timer,
  dueAt: Date,
): Promise<void> {
  await db.timer.upsert({
    where: { kind_subjectId_step: { kind, subjectId, step } },
    create: { kind, subjectId, step, dueAt },
    update: { dueAt, doneAt: null },
  });
}

/**
 * Does what is due first, in one transaction with the note that it is done: any number of processes may do so
 * side by side, and a process that dies has done nothing. False when nothing is due.
 */
export async function workTimer(
  prisma: PrismaClient,
  now: Date,
  work: (db: Prisma.TransactionClient, timer: Timer) => Promise<void>,
): Promise<boolean> {
  let claimed: bigint | undefined;
  try {
    return await prisma.$transaction(
      async (db) => {
        const [row] = await db.$queryRaw<
          { id: bigint; kind: string; subject: string; step: number }[]
        >`SELECT id, kind, subject_id AS subject, step FROM timer
          WHERE done_at IS NULL AND due_at <= ${now}
          ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
        if (!row) return false;
        claimed = row.id;
        await work(db, row);
        // Its work may have set it anew.
        await db.timer.updateMany({
          where: { id: row.id, dueAt: { lte: now } },
          data: { doneAt: now },
        });
        return true;
      },
      { maxWait: 10_000, timeout: 15_000 },
    );
  } catch (error) {
    if (claimed !== undefined && !isInfrastructure(error)) {
      const dueAt = new Date(now.getTime() + retryAfter);
      await prisma.timer.updateMany({ where: { id: claimed, doneAt: null }, data: { dueAt } });
    }
    throw error;
  }
}
