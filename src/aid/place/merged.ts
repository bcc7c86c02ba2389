import type { Records } from '../action.ts';
import type { Merge } from '../person/merged.ts';

const waiting = ['claimed', 'refused'] as const;

/**
 * Whom they head, or say that they do. One may head two places; of two claims to the same place the one that is still being
 * checked stays, of equal ones the newer, and whoever heads a place is not their own deputy there. Gives how many ended.
 */
export async function mergeHeadships({ db }: Records, { from, into, now }: Merge): Promise<number> {
  const both = { personId: { in: [from, into] } };
  let ended = 0;
  const end = async (id: string) => {
    await db.headship.update({
      where: { id },
      data: { state: 'ended', endedAt: now, askedAt: null },
    });
    ended++;
  };
  const claims = await db.headship.findMany({
    where: { ...both, state: { in: [...waiting] } },
    orderBy: [{ state: 'asc' }, { claimedAt: 'desc' }, { id: 'desc' }],
  });
  const claimed = new Set<string>();
  for (const { id, placeId } of claims) {
    if (claimed.has(placeId)) await end(id);
    claimed.add(placeId);
  }
  const living = await db.headship.findMany({
    where: { ...both, state: 'verified' },
    orderBy: [{ role: 'asc' }, { claimedAt: 'asc' }, { id: 'asc' }],
  });
  const held = new Set<string>();
  for (const { id, placeId, role } of living) {
    if (role === 'deputy' && held.has(placeId)) await end(id);
    held.add(placeId);
  }
  await db.headship.updateMany({ where: { personId: from }, data: { personId: into } });
  await db.headship.updateMany({ where: { verifiedById: from }, data: { verifiedById: into } });
  return ended;
}
