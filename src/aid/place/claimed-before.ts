import type { Records } from '../action.ts';
import { accountsOf } from '../person/accounts.ts';
import { hoursLater } from '../programme/rules.ts';

/**
 * What somebody registered within a day counts beyond their erasure, so that nobody fills the officers' desks by registering,
 * erasing themselves and coming again. As with contacts (`pledge/shown-before.ts`), a keyed hash and the place, for a day.
 */
export async function keepClaims(records: Records, ids: string[], now: Date): Promise<void> {
  const { db } = records;
  const claims = await db.headship.findMany({
    where: { personId: { in: ids }, claimedAt: { gt: hoursLater(now, -24) } },
    select: { placeId: true, claimedAt: true },
  });
  const accounts = await accountsOf(records, ids, 'registered');
  await db.shownBefore.createMany({
    data: accounts.flatMap((account) =>
      claims.map(({ placeId, claimedAt }) => ({ account, placeId, at: claimedAt })),
    ),
    skipDuplicates: true,
  });
}

/** How many places whoever has this chat or number registered within a day, before they were erased. */
export async function claimedBefore(records: Records, person: string, now: Date): Promise<number> {
  const accounts = await accountsOf(records, [person], 'registered');
  const rows = await records.db.shownBefore.groupBy({
    by: ['placeId'],
    where: { account: { in: accounts }, at: { gt: hoursLater(now, -24) } },
  });
  return rows.length;
}
