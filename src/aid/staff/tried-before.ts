import type { Records } from '../action.ts';
import { accountsOf } from '../person/accounts.ts';
import { hoursLater } from '../programme/rules.ts';
import { lockedHours } from './rules.ts';

/**
 * Codes that did not fit count on beyond an erasure for as long as they lock, so that nobody goes on guessing by erasing themselves
 * and coming again. As with contacts (`pledge/shown-before.ts`), under a keyed hash, and gone a day later (`store/sweep.ts`).
 */
export async function keepTries(records: Records, ids: string[], now: Date): Promise<void> {
  const { db } = records;
  const since = hoursLater(now, -lockedHours);
  const people = await db.person.findMany({
    where: { id: { in: ids }, codeTries: { gt: 0 }, codeTriedAt: { gt: since } },
    select: { codeTries: true, codeTriedAt: true },
  });
  if (people.length === 0) return;
  const accounts = await accountsOf(records, ids, 'tried');
  await db.triedBefore.deleteMany({ where: { account: { in: accounts }, at: { lte: since } } });
  const tries = Math.max(...people.map(({ codeTries }) => codeTries));
  const at = new Date(Math.max(...people.map(({ codeTriedAt }) => codeTriedAt?.getTime() ?? 0)));
  for (const account of accounts)
    await db.$executeRaw`
      INSERT INTO tried_before (account, tries, at) VALUES (${account}, ${tries}, ${at})
      ON CONFLICT (account) DO UPDATE
        SET tries = greatest(tried_before.tries, excluded.tries), at = greatest(tried_before.at, excluded.at)`;
}

/** How many whoever has this chat or number had tried, before they were erased, that count still. */
export async function triedBefore(records: Records, person: string, now: Date): Promise<number> {
  const accounts = await accountsOf(records, [person], 'tried');
  const rows = await records.db.triedBefore.findMany({
    where: { account: { in: accounts }, at: { gt: hoursLater(now, -lockedHours) } },
  });
  return Math.max(0, ...rows.map(({ tries }) => tries));
}

/** A code that fits ends the count. */
export async function forgetTries(records: Records, person: string): Promise<void> {
  const accounts = await accountsOf(records, [person], 'tried');
  await records.db.triedBefore.deleteMany({ where: { account: { in: accounts } } });
}
