import type { Records } from '../action.ts';
import type { Merge } from '../person/merged.ts';
import { keepVersion } from './version.ts';

/** What they asked for. Of the same thing that was asked twice and is decided by nobody yet, the first stays. Gives how many were taken back. */
export async function mergeNeeds(records: Records, { from, into, now }: Merge): Promise<number> {
  const { db } = records;
  const proposed = await db.need.findMany({
    where: { proposedById: { in: [from, into] }, state: 'proposed' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  let withdrawn = 0;
  const asked = new Set<string>();
  for (const need of proposed) {
    const what = [need.placeId, need.packageKey, need.programmeId].join();
    if (asked.has(what)) {
      await db.need.update({
        where: { id: need.id },
        data: { state: 'withdrawn', waitsSince: null, askedAt: null },
      });
      await keepVersion(records, need, {
        did: 'withdrawn',
        state: 'withdrawn',
        proposed: Number(need.proposed),
        approved: Number(need.approved),
        actor: { as: 'system' },
        now,
      });
      withdrawn++;
    }
    asked.add(what);
  }
  await db.need.updateMany({ where: { proposedById: from }, data: { proposedById: into } });
  return withdrawn;
}
