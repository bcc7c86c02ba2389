import type { Records } from '../action.ts';
import { readPerson } from './records.ts';

/**
 * Keyed hashes of the chats and the number of these people, for one purpose alone: by them a daily limit outlives somebody's
 * erasure (`shown_before`, `tried_before`), and nothing leads back to who that was.
 */
export async function accountsOf(
  records: Records,
  ids: string[],
  purpose: 'shown' | 'registered' | 'tried',
): Promise<string[]> {
  const { db, secrets } = records;
  const own = { in: ids };
  const addresses = await db.address.findMany({ where: { personId: own }, select: { chat: true } });
  const people = await db.person.findMany({ where: { id: own } });
  const numbers = people.flatMap((row) => readPerson(records, row).phone ?? []);
  const all = [...addresses.map(({ chat }) => chat), ...numbers];
  return [...new Set(all.map((one) => secrets.hash(`${purpose}:${one}`)))];
}
