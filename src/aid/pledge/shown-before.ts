import type { Records } from '../action.ts';
import { accountsOf } from '../person/accounts.ts';
import { dayInJakarta, onDay } from '../programme/rules.ts';

/**
 * Whose contacts somebody was shown today outlives their erasure until the day is over, so that nobody collects the numbers of
 * all heads by erasing themselves and coming again. What is kept is a keyed hash of the chat, or of the number, and the place:
 * it says nothing of who that was, and a day later it is gone (`store/sweep.ts`).
 */
export async function keepShown(records: Records, ids: string[], now: Date): Promise<void> {
  const { db } = records;
  const rows = await db.allocation.findMany({
    where: {
      pledge: { actorId: { in: ids }, distributorId: null },
      placementId: null,
      createdAt: { gte: onDay(dayInJakarta(now), 0) },
    },
    select: { createdAt: true, need: { select: { placeId: true } } },
  });
  const accounts = await accountsOf(records, ids, 'shown');
  const known = await db.shownBefore.findMany({ where: { account: { in: accounts } } });
  const shown = [
    ...rows.map(({ createdAt, need }) => ({ at: createdAt, placeId: need.placeId })),
    ...known,
  ];
  for (const account of accounts)
    for (const { at, placeId } of shown)
      await db.$executeRaw`
        INSERT INTO shown_before (account, place_id, at) VALUES (${account}, ${placeId}::uuid, ${at})
        ON CONFLICT (account, place_id) DO UPDATE SET at = greatest(shown_before.at, excluded.at)`;
}

/** The places whose contact whoever has this chat or number was shown today, before they were erased. */
export async function shownBefore(
  records: Records,
  person: string,
  today: Date,
): Promise<string[]> {
  const accounts = await accountsOf(records, [person], 'shown');
  const rows = await records.db.shownBefore.findMany({
    where: { account: { in: accounts }, at: { gte: today } },
  });
  return rows.map(({ placeId }) => placeId);
}
