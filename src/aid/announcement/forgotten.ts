import type { Records } from '../action.ts';

/** Before somebody is erased: what they were still to be told is passed over, and what they announced is no chat's any more. */
export async function forgetRecipients(
  { db }: Records,
  { ids, now }: { ids: string[]; now: Date },
): Promise<void> {
  await db.recipient.updateMany({
    where: { personId: { in: ids }, state: 'waiting' },
    data: { state: 'skipped', why: 'erased', endedAt: now },
  });
  await db.announcement.deleteMany({ where: { createdById: { in: ids }, state: 'draft' } });
  await db.$executeRaw`UPDATE announcement SET chat = '', question = id::text WHERE created_by = ANY(${ids}::uuid[])`;
}
