import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';

/** Two records of one human being: `into` is the older one, and stands for both from now on. */
export interface Merge {
  from: string;
  into: string;
  now: Date;
}

type Row = Prisma.PersonModel;

/**
 * Both records, locked, the older one first; undefined where one was erased, or stands for nobody any more. Whoever writes to
 * either waits for the merge.
 */
export async function lockBoth(
  { db }: Records,
  ids: [string, string],
): Promise<[older: Row, younger: Row] | undefined> {
  await db.$queryRaw`SELECT id FROM person WHERE id IN (${ids[0]}::uuid, ${ids[1]}::uuid) ORDER BY id FOR NO KEY UPDATE`;
  const rows = await db.person.findMany({
    where: { id: { in: ids }, erasedAt: null, mergedIntoId: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const [older, younger] = rows;
  return older && younger ? [older, younger] : undefined;
}

/**
 * What somebody said of themselves: the older record keeps its own and takes over what it lacks. Whoever wanted no announcements
 * at either address wants none, and codes that did not fit count on.
 */
export async function mergePerson({ db }: Records, [older, younger]: [Row, Row]): Promise<void> {
  const nobody = { name: null, sapaan: null, phone: null, phoneHash: null };
  await db.person.updateMany({
    where: { mergedIntoId: younger.id },
    data: { mergedIntoId: older.id },
  });
  await db.person.update({
    where: { id: younger.id },
    data: { ...nobody, mergedIntoId: older.id },
  });
  await db.person.update({
    where: { id: older.id },
    data: {
      ...(older.name ? {} : { name: younger.name, sapaan: younger.sapaan }),
      ...(older.phone ? {} : { phone: younger.phone, phoneHash: younger.phoneHash }),
      quietAt: older.quietAt ?? younger.quietAt,
      codeTries: older.codeTries + younger.codeTries,
      codeTriedAt: latest(older.codeTriedAt, younger.codeTriedAt),
    },
  });
  await db.address.updateMany({
    where: { personId: younger.id },
    data: { personId: older.id },
  });
  // A yes that the older record has given too stays with the younger one, as it was given.
  await db.$executeRaw`
    UPDATE consent c SET person_id = ${older.id}::uuid
    WHERE person_id = ${younger.id}::uuid AND (withdrawn_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM consent o WHERE o.person_id = ${older.id}::uuid AND o.channel = c.channel
        AND o.text_version = c.text_version AND o.withdrawn_at IS NULL))`;
}

const latest = (one: Date | null, other: Date | null): Date | null =>
  one && other ? (one > other ? one : other) : (one ?? other);
