import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { asContact, type Contact, readPerson } from '../person/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { placeLabel } from './rules.ts';

/** What a place's label is made of, for reading it beside something else. */
export const withKelurahan = { kelurahan: { select: { name: true } } } as const;

type PlaceRow = Pick<Prisma.PlaceModel, 'rw' | 'name'> & { kelurahan: { name: string } };

export const labelOfPlace = ({ rw, name, kelurahan }: PlaceRow): string =>
  placeLabel({ rw, name, kelurahan: kelurahan.name });

/** How places are called, by id. */
export async function placeLabels({ db }: Records, ids: string[]): Promise<(id: string) => string> {
  const rows = await db.place.findMany({ where: { id: { in: ids } }, include: withKelurahan });
  const labels = new Map(rows.map((row) => [row.id, labelOfPlace(row)]));
  return (id) => labels.get(id) ?? '';
}

/** The office of head, verified and in its term. */
export function livingHead(now: Date): Prisma.HeadshipWhereInput {
  return {
    role: 'head',
    state: 'verified',
    OR: [{ termEndsOn: null }, { termEndsOn: { gte: dayInJakarta(now) } }],
  };
}

/** Who answers for the place now, with what is needed to reach them. */
export async function headOf(
  records: Records,
  placeId: string,
  now: Date,
): Promise<Contact | undefined> {
  const headship = await records.db.headship.findFirst({
    where: { placeId, ...livingHead(now) },
    include: { person: true },
  });
  return headship?.person ? asContact(readPerson(records, headship.person)) : undefined;
}

/** Until this transaction ends, nobody else decides who heads the place. */
export async function lockPlace(db: Prisma.TransactionClient, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM place WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}
