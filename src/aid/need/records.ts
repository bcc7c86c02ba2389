import { type Nature, type NeedUrgency, Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { headTitle } from '../place/rules.ts';
import { type PackageWords, packageWords } from '../programme/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { figuresOf, numbered, type Offer, type Standing } from './rules.ts';

export interface LockedNeed extends Offer, Standing, PackageWords {
  id: string;
  /** `M-2611-0007` */
  number: string;
  packageKey: string;
  nature: Nature;
  placeId: string;
  programmeId: string;
  kelurahanCode: string;
  /** `RW 03 Pulo Gadung`, and who answers for it: `Ketua RW 03`. */
  place: string;
  fieldKey: string;
  urgency: NeedUrgency;
  title: { id: string; en: string };
  proposedById: string | null;
  households: number;
  proposed: number;
  /** Another quantity that the head asks for since it was decided. */
  wanted: number | undefined;
  /** Since when an officer is to decide about it. */
  waitsSince: Date | undefined;
  /** The officer waits for an answer of the head. */
  askedAt: Date | undefined;
  /** The number of its latest version. */
  version: number;
}

/** The need as it stands, held so until this transaction ends: promises on it come one after the other. */
export async function lockedNeed(
  records: Records,
  number: string,
): Promise<LockedNeed | undefined> {
  await records.db.$queryRaw`SELECT 1 FROM need WHERE number = ${number} FOR NO KEY UPDATE`;
  // Read only now: what it waited for is in it.
  const row = await records.db.need.findUnique({
    where: { number },
    include: { programme: true, package: { include: { field: true } } },
  });
  if (!row) return undefined;
  const version = await records.db.needVersion.count({ where: { needId: row.id } });
  const place = await records.db.place.findUniqueOrThrow({
    where: { id: row.placeId },
    include: withKelurahan,
  });
  const words = await packageWords(records, [row.packageKey]);
  return {
    id: row.id,
    number,
    state: row.state,
    periodTo: row.periodTo,
    programme: row.programme,
    isGiven: row.package.active && row.package.field.active,
    packageKey: row.packageKey,
    nature: row.package.nature,
    placeId: row.placeId,
    programmeId: row.programmeId,
    kelurahanCode: place.kelurahanCode,
    place: labelOfPlace(place),
    title: headTitle(place),
    ...words(row.packageKey),
    fieldKey: row.package.fieldKey,
    urgency: row.urgency,
    proposedById: row.proposedById,
    version,
    wanted: row.wanted === null ? undefined : Number(row.wanted),
    waitsSince: row.waitsSince ?? undefined,
    askedAt: row.askedAt ?? undefined,
    households: Number(row.households),
    proposed: Number(row.proposed),
    ...figuresOf(row),
  };
}

/** The request of a package that a place has open to donors, or waiting for an officer. */
export function standingNeed(
  { db }: Records,
  placeId: string,
  packageKey: string,
  programmeId: string,
) {
  return db.need.findFirst({
    where: { placeId, packageKey, programmeId, state: { in: ['open', 'proposed'] } },
    orderBy: { createdAt: 'asc' },
  });
}

/**
 * Several needs, held until this transaction ends. Always taken in the order of their ids, so that two promises that are laid
 * on the same places do not wait for each other.
 */
export async function lockedNeeds(records: Records, numbers: string[]): Promise<LockedNeed[]> {
  await records.db.$queryRaw`
    SELECT 1 FROM need WHERE number = ANY (${numbers}::text[]) ORDER BY id FOR NO KEY UPDATE`;
  const held: LockedNeed[] = [];
  for (const number of numbers) {
    const need = await lockedNeed(records, number);
    if (need) held.push(need);
  }
  return held;
}

/** The next number that people can refer to. One that is not used in the end leaves a gap. */
export async function nextNumber({ db }: Records, letter: 'K' | 'M', now: Date): Promise<string> {
  const sequence = letter === 'K' ? Prisma.sql`'pledge_number'` : Prisma.sql`'need_number'`;
  const rows = await db.$queryRaw<{ serial: bigint }[]>`SELECT nextval(${sequence}) AS serial`;
  return numbered(letter, dayInJakarta(now), Number(rows[0]?.serial));
}
