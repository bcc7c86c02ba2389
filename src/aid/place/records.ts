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

/** The RW, made when nobody has named it yet, and locked: who heads it is decided one after the other. */
export async function lockedRw(
  { db }: Records,
  { kelurahan, rw, now }: { kelurahan: string; rw: number; now: Date },
) {
  await db.place.createMany({
    data: { kind: 'rw', kelurahanCode: kelurahan, rw, createdAt: now },
    skipDuplicates: true,
  });
  const place = await db.place.findUniqueOrThrow({
    where: { kelurahanCode_rw: { kelurahanCode: kelurahan, rw } },
    include: withKelurahan,
  });
  await lockPlace(db, place.id);
  return place;
}

/** Until this transaction ends, nobody else decides who heads the place. */
export async function lockPlace(db: Prisma.TransactionClient, id: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM place WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
}

/** Says that this person heads the place; an officer decides. Said twice, or by its head, it is one claim. */
export async function claimHeadship(
  { db }: Records,
  claim: { placeId: string; personId: string; now: Date },
): Promise<void> {
  const { placeId, personId, now } = claim;
  // Whose term is over claims anew.
  await db.headship.updateMany({
    where: { placeId, personId, state: 'verified', termEndsOn: { lt: dayInJakarta(now) } },
    data: { state: 'ended', endedAt: now },
  });
  await db.headship.createMany({
    data: { placeId, personId, claimedAt: now },
    skipDuplicates: true,
  });
}

/**
 * Makes the claim of this person true. `taken` when another person's office lives; one whose term is over
 * ends here.
 */
export async function verifyHeadship(
  { db }: Records,
  claim: { placeId: string; personId: string; verifiedBy?: string; now: Date },
): Promise<'verified' | 'taken' | 'unclaimed'> {
  const { placeId, personId, verifiedBy, now } = claim;
  await lockPlace(db, placeId);
  const living = await db.headship.findFirst({ where: { placeId, ...livingHead(now) } });
  if (living) return living.personId === personId ? 'verified' : 'taken';
  await db.headship.updateMany({
    where: { placeId, role: 'head', state: 'verified' },
    data: { state: 'ended', endedAt: now },
  });
  const { count } = await db.headship.updateMany({
    where: { placeId, personId, role: 'head', state: 'claimed' },
    data: { state: 'verified', verifiedAt: now, verifiedById: verifiedBy ?? null },
  });
  return count === 1 ? 'verified' : 'unclaimed';
}
