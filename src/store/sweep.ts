import type { Prisma } from './generated/client.ts';
import { keptSince, timeOf } from './retention.ts';
import { sweepWhatsapp } from './whatsapp-sweep.ts';

/**
 * Lets go of what has been kept long enough, so many of each at most, in one transaction. Gives the most that it found of
 * anything: as many as the limit means that there may be more.
 */
export async function sweep(
  db: Prisma.TransactionClient,
  now: Date,
  limit: number,
): Promise<number> {
  const since = (thing: Parameters<typeof keptSince>[0]) => keptSince(thing, now);
  const counts = [
    // Who was told of what stays, so that nobody is told twice; with what words does not.
    await db.$executeRaw`
      UPDATE outbox SET args = '' WHERE id IN (
        SELECT id FROM outbox WHERE sent_at < now() - make_interval(secs => ${timeOf('noticeWords') / 1000}) AND octet_length(args) > 0
          AND state NOT IN ('waiting', 'sending') ORDER BY sent_at LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM dead_letter WHERE id IN (
        SELECT id FROM dead_letter WHERE at < ${since('deadLetters')} ORDER BY id LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM report WHERE id IN (
        SELECT id FROM report WHERE settled_at < ${since('reports')} ORDER BY settled_at LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM invitation WHERE id IN (
        SELECT id FROM invitation WHERE coalesce(used_at, expires_at) < ${since('invitations')} LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM simulator_message WHERE id IN (
        SELECT id FROM simulator_message WHERE at < ${since('simulator')} ORDER BY id LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM shown_before WHERE (account, place_id) IN (
        SELECT account, place_id FROM shown_before WHERE at < ${since('shownBefore')} ORDER BY at LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM tried_before WHERE account IN (
        SELECT account FROM tried_before WHERE at < ${since('shownBefore')} ORDER BY at LIMIT ${limit})`,
    await db.$executeRaw`
      DELETE FROM simulator_file WHERE id IN (
        SELECT id FROM simulator_file WHERE at < ${since('simulator')} LIMIT ${limit})`,
    ...(await sweepWhatsapp(db, limit)),
  ];
  return Math.max(...counts);
}
