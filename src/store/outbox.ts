import type { Prisma, PrismaClient } from './generated/client.ts';
import type { Secrets } from './secrets.ts';

/** What is to be told to somebody: a name in flows/notices.yaml and what its text is filled with. */
export interface NoticeToKeep {
  /** The same cause tells the same person once. */
  cause: { kind: string; id: string };
  person: string;
  part: number;
  notice: string;
  args: Record<string, unknown>;
}

/** A notice in the hands of one process. */
export interface ClaimedNotice {
  id: bigint;
  person: string;
  notice: string;
  args: Record<string, unknown>;
  /** This try counted. */
  tries: number;
}

/** How a notice ended. `uncertain`: no answer came, several times; it may have been read. */
export type NoticeEnd = 'sent' | 'gone' | 'refused' | 'uncertain';

/** Who claimed a notice and showed no life for so long (s) has lost it. */
const holdSeconds = 60;

/** Writes a notice in the transaction of its cause. */
export async function addNotice(
  db: Prisma.TransactionClient,
  secrets: Secrets,
  { cause, person, part, notice, args }: NoticeToKeep,
  now: Date,
): Promise<void> {
  const sealed = secrets.seal(JSON.stringify(args));
  await db.outbox.createMany({
    data: {
      causeKind: cause.kind,
      causeId: cause.id,
      personId: person,
      part,
      notice,
      args: sealed,
      createdAt: now,
      dueAt: now,
    },
    skipDuplicates: true,
  });
}

/** Notices that are due, oldest first, shared out among any number of processes. */
export async function claimNotices(
  prisma: PrismaClient,
  secrets: Secrets,
  { holder, now, limit }: { holder: string; now: Date; limit: number },
): Promise<ClaimedNotice[]> {
  const rows = await prisma.$queryRaw<ClaimedRow[]>`
    UPDATE outbox SET state = 'sending', holder = ${holder}, tries = tries + 1,
      held_until = clock_timestamp() + make_interval(secs => ${holdSeconds})
    WHERE id IN (
      SELECT id FROM outbox
      WHERE (state = 'waiting' AND due_at <= ${now})
         OR (state = 'sending' AND held_until < clock_timestamp())
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, person_id, notice, args, tries`;
  return rows
    .sort((a, b) => Number(a.id - b.id))
    .map(({ person_id, args, ...row }) => ({
      ...row,
      person: person_id,
      args: JSON.parse(secrets.open(args)) as Record<string, unknown>,
    }));
}

interface ClaimedRow {
  id: bigint;
  person_id: string;
  notice: string;
  args: Uint8Array;
  tries: number;
}

export async function endNotice(prisma: PrismaClient, id: bigint, end: NoticeEnd): Promise<void> {
  await prisma.outbox.updateMany({
    where: { id, state: 'sending' },
    data: { state: end, sentAt: new Date(), holder: null, heldUntil: null },
  });
}

/** Gives a notice back, to be sent after so many milliseconds. */
export async function postponeNotice(prisma: PrismaClient, id: bigint, dueAt: Date): Promise<void> {
  await prisma.outbox.updateMany({
    where: { id, state: 'sending' },
    data: { state: 'waiting', dueAt, holder: null, heldUntil: null },
  });
}
