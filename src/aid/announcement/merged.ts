import { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import type { Merge } from '../person/merged.ts';

/**
 * What one of two records of a human being was to be told, the one that stays is told, at an address that is left; what both
 * were to be told, once. A draft of the other is written anew.
 */
export async function mergeAnnouncements(
  { db }: Records,
  { from, into, now }: Merge,
): Promise<void> {
  await db.announcement.deleteMany({
    where: { createdById: from, state: 'draft' },
  });
  await db.announcement.updateMany({ where: { createdById: from }, data: { createdById: into } });
  await db.announcement.updateMany({
    where: { confirmedById: from },
    data: { confirmedById: into },
  });
  await skipTwice(db, { from, into, now });
  // What never reached the older record, and waits for the younger: that row is theirs now, and the other one a count.
  await db.$executeRaw`
    UPDATE recipient r SET person_id = NULL
    WHERE r.person_id = ${into}::uuid AND ${unreached} AND EXISTS (
      SELECT FROM recipient o WHERE o.person_id = ${from}::uuid AND o.announcement_id = r.announcement_id AND o.state = 'waiting')`;
  await db.$executeRaw`
    UPDATE recipient r SET person_id = ${into}::uuid
    WHERE r.person_id = ${from}::uuid AND NOT EXISTS (
      SELECT FROM recipient o WHERE o.person_id = ${into}::uuid AND o.announcement_id = r.announcement_id)`;
  await db.$executeRaw`
    UPDATE recipient r SET address_id = (
      SELECT x.id FROM address x WHERE x.person_id = ${into}::uuid AND x.channel = r.channel ORDER BY x.created_at DESC LIMIT 1)
    WHERE r.person_id = ${into}::uuid AND r.state = 'waiting' AND r.address_id IS NULL`;
}

/** How a row ended that nobody has seen: no channel took it. */
const unreached = Prisma.sql`(state IN ('failed', 'blocked') OR (state = 'skipped' AND why = 'unreachable'))`;

/**
 * A row that waits is passed over where the other record has the announcement, may have it, or is to get it: whichever of
 * the two waits. Where both do, the older record is told.
 */
async function skipTwice(db: Records['db'], { from, into, now }: Merge): Promise<void> {
  await db.$executeRaw`
    UPDATE recipient r SET state = 'skipped', why = 'twice', ended_at = ${now}
    WHERE r.person_id = ${from}::uuid AND r.state = 'waiting' AND EXISTS (
      SELECT FROM recipient o WHERE o.person_id = ${into}::uuid AND o.announcement_id = r.announcement_id AND NOT ${unreached})`;
  await db.$executeRaw`
    UPDATE recipient r SET state = 'skipped', why = 'twice', ended_at = ${now}
    WHERE r.person_id = ${into}::uuid AND r.state = 'waiting' AND EXISTS (
      SELECT FROM recipient o WHERE o.person_id = ${from}::uuid AND o.announcement_id = r.announcement_id
        AND o.state IN ('sending', 'sent', 'uncertain'))`;
}
