import { type NeedUrgency, Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { placeLabel } from '../place/rules.ts';
import { type PackageWords, packageWords } from '../programme/records.ts';
import { dayInJakarta } from '../programme/rules.ts';
import { numbered, type Offer, type Standing } from './rules.ts';

/** How many places are offered at once: a list that is kept with the conversation has to stay small. */
const offered = 50;

export interface OpenNeed {
  number: string;
  /** `RW 03 Pulo Gadung` */
  place: string;
  lacking: number;
}

interface OpenRow {
  number: string;
  rw: number | null;
  name: string | null;
  kelurahan: string;
  lacking: bigint;
}

/**
 * What is open to donors of one package: the least covered share first, then the oldest. `near` puts the
 * same kelurahan before the same kecamatan, and that before the same kota (DOMAIN §3 and §4).
 * A place whose head cannot be reached is not offered.
 */
export async function openNeeds(
  { db }: Records,
  wanted: { package: string; now: Date; near?: string; except?: string; limit?: number },
): Promise<OpenNeed[]> {
  const today = dayInJakarta(wanted.now);
  const near = wanted.near ?? '';
  const rows = await db.$queryRaw<OpenRow[]>`
    SELECT n.number, p.rw, p.name, r.name AS kelurahan,
           n.approved - n.allocated - n.received AS lacking
    FROM need n
    JOIN programme g ON g.id = n.programme_id
    JOIN place p ON p.id = n.place_id
    JOIN region r ON r.code = p.kelurahan_code
    WHERE n.package_key = ${wanted.package} AND n.state = 'open'
      AND n.allocated + n.received < n.approved
      AND (n.period_to IS NULL OR n.period_to >= ${today}::date)
      AND g.state = 'open' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
      AND n.number <> ${wanted.except ?? ''}
      AND EXISTS (
        SELECT 1 FROM headship h JOIN person q ON q.id = h.person_id
        WHERE h.place_id = p.id AND h.role = 'head' AND h.state = 'verified'
          AND (h.term_ends_on IS NULL OR h.term_ends_on >= ${today}::date)
          AND q.name IS NOT NULL AND q.phone IS NOT NULL
      )
    ORDER BY
      CASE WHEN ${near}::text = '' THEN 0
           WHEN r.code = ${near} THEN 0
           WHEN left(r.code, 8) = left(${near}, 8) THEN 1
           WHEN left(r.code, 5) = left(${near}, 5) THEN 2
           ELSE 3 END,
      (n.allocated + n.received)::numeric / n.approved, n.created_at, n.id
    LIMIT ${wanted.limit ?? offered}`;
  return rows.map((row) => ({
    number: row.number,
    place: placeLabel(row),
    lacking: Number(row.lacking),
  }));
}

export interface LockedNeed extends Offer, Standing, PackageWords {
  id: string;
  /** `M-2611-0007` */
  number: string;
  packageKey: string;
  placeId: string;
  programmeId: string;
  kelurahanCode: string;
  /** `RW 03 Pulo Gadung` */
  place: string;
  fieldKey: string;
  urgency: NeedUrgency;
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
    include: { programme: true, package: { select: { fieldKey: true } } },
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
    packageKey: row.packageKey,
    placeId: row.placeId,
    programmeId: row.programmeId,
    kelurahanCode: place.kelurahanCode,
    place: labelOfPlace(place),
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
    approved: Number(row.approved),
    allocated: Number(row.allocated),
    received: Number(row.received),
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

/** The next number that people can refer to. One that is not used in the end leaves a gap. */
export async function nextNumber({ db }: Records, letter: 'K' | 'M', now: Date): Promise<string> {
  const sequence = letter === 'K' ? Prisma.sql`'pledge_number'` : Prisma.sql`'need_number'`;
  const rows = await db.$queryRaw<{ serial: bigint }[]>`SELECT nextval(${sequence}) AS serial`;
  return numbered(letter, dayInJakarta(now), Number(rows[0]?.serial));
}
