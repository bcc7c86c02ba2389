import type { Records } from '../action.ts';
import { type Person, readPerson } from './records.ts';

/** Somebody whose data it is, whether or not they still agree to its being kept. */
export interface Holder extends Person {
  /** Their own record, and those that were merged into it. */
  ids: string[];
}

/** Who writes from this chat, by whatever is kept of them; undefined where nothing is. */
export async function holderAt(
  records: Pick<Records, 'db' | 'secrets'>,
  chat: string,
): Promise<Holder | undefined> {
  const address = await records.db.address.findUnique({ where: { chat } });
  return address ? holderOf(records, address.personId) : undefined;
}

export async function holderOf(
  records: Pick<Records, 'db' | 'secrets'>,
  id: string,
): Promise<Holder | undefined> {
  const row = await records.db.person.findUnique({ where: { id } });
  if (!row) return undefined;
  if (row.mergedIntoId) return holderOf(records, row.mergedIntoId);
  return { ...readPerson(records, row), ids: [id, ...(await mergedInto(records, [id]))] };
}

/** Whether any of their consents is in force. */
export const agrees = async ({ db }: Pick<Records, 'db'>, ids: string[]): Promise<boolean> =>
  (await db.consent.count({ where: { personId: { in: ids }, withdrawnAt: null } })) > 0;

async function mergedInto({ db }: Pick<Records, 'db'>, ids: string[]): Promise<string[]> {
  const rows = await db.person.findMany({
    where: { mergedIntoId: { in: ids } },
    select: { id: true },
  });
  const found = rows.map(({ id }) => id);
  return found.length === 0 ? [] : [...found, ...(await mergedInto({ db }, found))];
}
