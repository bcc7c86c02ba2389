import { Prisma, type PrismaClient } from './generated/client.ts';

/** An announcement that has just ended or paused by itself. */
export interface Turned {
  id: string;
  confirmedBy: string | null;
  /** The message that tells its admin how it stands. */
  order: bigint | null;
}

/** How often (ms) an admin's message says anew how it stands. */
const progressEvery = 5000;
/** Failures are looked at in so many that ended last. */
const lookedAt = 100;

/** Begins what was set for now or before. */
export async function beginScheduled(prisma: PrismaClient, now: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE announcement SET state = 'sending', changed_at = ${now} WHERE state = 'scheduled' AND starts_at <= ${now}`;
}

/** What a process had in its hands when it went away: it may have been read, so nobody sends it again. */
export async function closeLost(prisma: PrismaClient, now: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE recipient SET state = 'uncertain', ended_at = ${now}, holder = NULL, held_until = NULL
    WHERE state = 'sending' AND held_until < clock_timestamp()`;
}

/** Who has waited for so many days is not told any more. */
export async function expireWaiting(
  prisma: PrismaClient,
  { now, days }: { now: Date; days: number },
): Promise<void> {
  await prisma.$executeRaw`
    UPDATE recipient r SET state = 'expired', ended_at = ${now} FROM announcement a
    WHERE a.id = r.announcement_id AND a.state IN ('sending', 'paused') AND r.state = 'waiting'
      AND a.starts_at < ${now}::timestamptz - make_interval(days => ${days})`;
}

/**
 * Who waits for what was stopped does not get it. Apart from the stop, which counts at once however many they are; and again and
 * again, for a process may give somebody back after it.
 */
export async function skipStopped(prisma: PrismaClient, now: Date): Promise<void> {
  await prisma.$executeRaw`
    UPDATE recipient r SET state = 'skipped', why = 'stopped', ended_at = ${now} FROM announcement a
    WHERE a.id = r.announcement_id AND a.state = 'stopped' AND r.state = 'waiting'`;
}

/** Whoever finds that nobody waits for it any more ends it; of several processes one does. */
export async function endDone(db: Prisma.TransactionClient, now: Date): Promise<Turned[]> {
  return db.$queryRaw<Turned[]>`
    UPDATE announcement a SET state = 'done', ended_at = ${now}, changed_at = ${now}
    WHERE a.state = 'sending' AND NOT EXISTS (
      SELECT FROM recipient r WHERE r.announcement_id = a.id AND r.state IN ('waiting', 'sending'))
    RETURNING a.id, a.confirmed_by AS "confirmedBy", a.progress_order AS "order"`;
}

/** Pauses what does not arrive, by the rule that is handed in. */
export async function pauseFailing(
  db: Prisma.TransactionClient,
  { now, isTooMuch }: { now: Date; isTooMuch: (of: { ended: number; lost: number }) => boolean },
): Promise<Turned[]> {
  const rows = await db.$queryRaw<{ id: string; ended: number; lost: number }[]>`
    SELECT a.id, count(*)::int AS ended, count(*) FILTER (WHERE l.state IN ('failed', 'uncertain'))::int AS lost
    FROM announcement a
    JOIN LATERAL (
      SELECT r.state FROM recipient r
      WHERE r.announcement_id = a.id AND r.state IN ('sent', 'blocked', 'failed', 'uncertain') AND r.ended_at >= a.goes_on_since
      ORDER BY r.ended_at DESC LIMIT ${lookedAt}) l ON true
    WHERE a.state = 'sending' GROUP BY a.id`;
  const failing = rows.filter(isTooMuch).map(({ id }) => id);
  if (failing.length === 0) return [];
  return db.$queryRaw<Turned[]>`
    UPDATE announcement SET state = 'paused', changed_at = ${now}
    WHERE state = 'sending' AND id::text IN (${Prisma.join(failing)})
    RETURNING id, confirmed_by AS "confirmedBy", progress_order AS "order"`;
}

/**
 * Those whose admin is to be told how they stand, each by one process; the first time when they have gone on for a while, for
 * what is done at once needs no telling. */
export async function dueProgress(prisma: PrismaClient): Promise<Turned[]> {
  await prisma.$executeRaw`
    UPDATE announcement SET progress_at = clock_timestamp() WHERE state = 'sending' AND progress_at IS NULL`;
  return prisma.$queryRaw<Turned[]>`
    UPDATE announcement SET progress_at = clock_timestamp()
    WHERE (state = 'sending' AND NOT EXISTS (SELECT FROM stop WHERE what = 'sends')
        AND progress_at < clock_timestamp() - make_interval(secs => ${progressEvery / 1000}::float8))
      -- An admin has paused or stopped it: the message that was changed all the while says so once more.
      OR (state IN ('paused', 'stopped') AND progress_order IS NOT NULL AND progress_at IS NULL)
    RETURNING id, confirmed_by AS "confirmedBy", progress_order AS "order"`;
}

export async function keepProgress(prisma: PrismaClient, id: string, order: number): Promise<void> {
  await prisma.announcement.update({ where: { id }, data: { progressOrder: order } });
}

/** Announcements with somebody who could have theirs by now, and those that are done and not closed yet. */
export async function announcementsOwed(
  prisma: PrismaClient,
  { now, awake, silentDays }: { now: Date; awake: boolean; silentDays: number },
): Promise<number> {
  const [row] = await prisma.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM announcement a
    WHERE (a.state = 'scheduled' AND a.starts_at <= ${now}) OR (a.state = 'sending' AND (
      NOT EXISTS (SELECT FROM recipient r WHERE r.announcement_id = a.id AND r.state IN ('waiting', 'sending'))
      OR NOT EXISTS (SELECT FROM stop WHERE what = 'sends') AND EXISTS (SELECT FROM recipient r LEFT JOIN address x ON x.id = r.address_id
        WHERE r.announcement_id = a.id AND r.due_at <= ${now} AND (${awake} OR a.urgent IS NOT NULL)
          AND (r.state = 'sending' OR (r.state = 'waiting' AND (r.channel <> 'whatsapp'
            OR coalesce(x.heard_at, x.created_at) > ${now}::timestamptz - make_interval(days => ${silentDays})))))))`;
  return row?.count ?? 0;
}
