import type { PlaceKind } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { placeInFull, placeLabel } from '../place/rules.ts';
import { dayInJakarta } from '../programme/rules.ts';

/** How many places are offered at once: a list that is kept with the conversation has to stay small. */
const offered = 50;

export interface OpenNeed {
  number: string;
  placeId: string;
  kind: PlaceKind;
  rw: number | null;
  name: string | null;
  kelurahan: string;
  kelurahanCode: string;
  /** `RW 03 Pulo Gadung` */
  place: string;
  /** `RW 03 Kelurahan Pulo Gadung, Jakarta Timur` */
  full: string;
  approved: number;
  /** Promised, or come. */
  covered: number;
  lacking: number;
}

interface OpenRow {
  number: string;
  place_id: string;
  kind: PlaceKind;
  rw: number | null;
  name: string | null;
  kelurahan: string;
  code: string;
  kota: string;
  approved: bigint;
  covered: bigint;
}

export interface Wanted {
  package: string;
  now: Date;
  /** The code of a region from which on nearer places come first. */
  near?: string | undefined;
  /** Only what lies in the region of this code. */
  within?: string | undefined;
  /** Only places of this kind. */
  kind?: PlaceKind;
  /** Only these places, by id. */
  places?: string[];
  /** Only these needs, and none of those, by number. */
  only?: string[];
  except?: string[];
  /** The id of the programme of a promise that was made: it finishes there, though the programme has closed. */
  finishing?: string | undefined;
  limit?: number;
}

/**
 * What is open to donors of one package: the least covered share first, then the oldest. `near` puts the
 * same kelurahan before the same kecamatan, and that before the same kota (DOMAIN §3 and §4).
 * A place whose head cannot be reached is not offered.
 */
export async function openNeeds({ db }: Records, wanted: Wanted): Promise<OpenNeed[]> {
  const today = dayInJakarta(wanted.now);
  const {
    near = '',
    within = '',
    kind = null,
    places = null,
    only = null,
    except = [],
    finishing = null,
  } = wanted;
  const rows = await db.$queryRaw<OpenRow[]>`
    SELECT n.number, p.id AS place_id, p.kind::text AS kind, p.rw, p.name, r.name AS kelurahan, r.code, k.name AS kota,
           n.approved, n.allocated + n.received AS covered
    FROM need n
    JOIN programme g ON g.id = n.programme_id
    JOIN package c ON c.key = n.package_key
    JOIN field f ON f.key = c.field_key
    JOIN place p ON p.id = n.place_id
    JOIN region r ON r.code = p.kelurahan_code
    JOIN region k ON k.code = left(r.code, 5)
    WHERE n.package_key = ${wanted.package} AND n.state = 'open'
      AND n.allocated + n.received < n.approved
      AND (n.period_to IS NULL OR n.period_to >= ${today}::date)
      AND (g.id = ${finishing}::uuid OR (
        g.state = 'open' AND g.starts_on <= ${today}::date
        AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
        AND (${finishing}::uuid IS NOT NULL OR (c.active AND f.active))))
      AND n.number <> ALL (${except}::text[])
      AND (${only}::text[] IS NULL OR n.number = ANY (${only}::text[]))
      AND (${places}::uuid[] IS NULL OR p.id = ANY (${places}::uuid[]))
      AND (${kind}::text IS NULL OR p.kind::text = ${kind})
      AND (${within}::text = '' OR r.code = ${within} OR r.code LIKE ${`${within}.%`})
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
  return rows.map(asOpen);
}

function asOpen(row: OpenRow): OpenNeed {
  const { number, kind, rw, name, kelurahan, code: kelurahanCode } = row;
  const [approved, covered] = [Number(row.approved), Number(row.covered)];
  return {
    number,
    placeId: row.place_id,
    kind,
    rw,
    name,
    kelurahan,
    kelurahanCode,
    place: placeLabel(row),
    full: placeInFull(row),
    approved,
    covered,
    lacking: approved - covered,
  };
}
