import type { Label } from '../../chat/message.ts';
import type { Records } from '../action.ts';
import { placeLabel } from '../place/rules.ts';
import { figuresOf, inArea } from '../programme/figures.ts';
import { dayInJakarta } from '../programme/rules.ts';

/** How far the needs of an area, or of a field, are covered. */
export interface Coverage {
  packages: {
    package: string;
    unit: Label;
    /** Of what is open or met; of what is over, only what was promised or came. = received + promised + lacking */
    approved: number;
    /** Come in good condition, as far as it was asked for. */
    received: number;
    /** Promised, and not here yet. */
    promised: number;
    /** Come beyond what was asked for. */
    beyond: number;
    committed: number;
    delivered: number;
    /** Nobody has promised it. */
    lacking: number;
  }[];
  /** Places with a request that is open now. */
  places: number;
  /** Those of them to which nobody has promised anything and nothing came, the oldest request first. */
  nothing: string[];
  kelurahan: number;
  /** Kelurahan of the area in which no place is known at all. */
  unknown: number;
}

interface NeedRow {
  key: string;
  unit_id: string;
  unit_en: string;
  approved: bigint;
  received: bigint;
  promised: bigint;
  lacking: bigint;
}

export interface Scope {
  /** The code of a kota, kecamatan or kelurahan. */
  area?: string | undefined;
  /** The key of a field. */
  field?: string | undefined;
  now: Date;
}

/** The one source of coverage, for the chat and the command line. Committed and delivered are those of `figuresOf`. */
export async function coverageOf(records: Records, scope: Scope): Promise<Coverage> {
  const { db } = records;
  const { area } = scope;
  const field = scope.field ?? null;
  const today = dayInJakarta(scope.now);
  const figures = await figuresOf(records, { by: 'package', placed: true, ...scope });
  const needs = await db.$queryRaw<NeedRow[]>`
    SELECT k.key, k.unit_id, k.unit_en,
           sum(CASE WHEN n.state = 'met' OR (n.state = 'open' AND (n.period_to IS NULL OR n.period_to >= ${today}::date))
                    THEN n.approved ELSE n.allocated + n.received END)::bigint AS approved,
           sum(n.received)::bigint AS received, sum(n.allocated)::bigint AS promised,
           sum(CASE WHEN n.state = 'open' AND (n.period_to IS NULL OR n.period_to >= ${today}::date)
                    THEN n.approved - n.allocated - n.received ELSE 0 END)::bigint AS lacking
    FROM need n
    JOIN package k ON k.key = n.package_key
    JOIN field f ON f.key = k.field_key
    JOIN place l ON l.id = n.place_id
    JOIN region r ON r.code = l.kelurahan_code
    WHERE n.approved > 0 AND ${inArea(area)} AND (${field}::text IS NULL OR f.key = ${field})
    GROUP BY k.key, f.position
    ORDER BY f.position, k.position`;
  const places = await openPlaces(records, scope);
  const [region] = await db.$queryRaw<{ kelurahan: bigint; unknown: bigint }[]>`
    SELECT count(*) AS kelurahan,
           count(*) FILTER (WHERE NOT EXISTS (SELECT FROM place l WHERE l.kelurahan_code = r.code)) AS unknown
    FROM region r WHERE r.kind = 'kelurahan' AND ${inArea(area)}`;
  const asked = new Map(needs.map((row) => [row.key, row]));
  // What came without any request of its kind is figures without a need.
  const keys = [...new Set([...asked.keys(), ...figures.map((figure) => figure.package)])];
  return {
    packages: keys.map((key) => {
      const need = asked.get(key);
      const figure = figures.find((candidate) => candidate.package === key);
      return {
        package: key,
        unit: figure?.unit ?? { id: need?.unit_id ?? key, en: need?.unit_en ?? key },
        approved: Number(need?.approved ?? 0),
        received: Number(need?.received ?? 0),
        promised: Number(need?.promised ?? 0),
        beyond: Math.max(0, (figure?.delivered ?? 0) - Number(need?.received ?? 0)),
        committed: figure?.committed ?? 0,
        delivered: figure?.delivered ?? 0,
        lacking: Number(need?.lacking ?? 0),
      };
    }),
    places: places.length,
    nothing: places.filter(({ named }) => named === 0n).map(placeLabel),
    kelurahan: Number(region?.kelurahan ?? 0),
    unknown: Number(region?.unknown ?? 0),
  };
}

/** Places with an open request, and how much of all of them is promised or has come. */
function openPlaces({ db }: Records, { area, field: wanted, now }: Scope) {
  const field = wanted ?? null;
  const today = dayInJakarta(now);
  return db.$queryRaw<
    { rw: number | null; name: string | null; kelurahan: string; named: bigint }[]
  >`
    SELECT l.rw, l.name, r.name AS kelurahan, sum(n.allocated + n.received)::bigint AS named
    FROM need n
    JOIN package k ON k.key = n.package_key
    JOIN place l ON l.id = n.place_id
    JOIN region r ON r.code = l.kelurahan_code
    WHERE n.state = 'open' AND (n.period_to IS NULL OR n.period_to >= ${today}::date)
      AND ${inArea(area)} AND (${field}::text IS NULL OR k.field_key = ${field})
    GROUP BY l.id, r.name
    ORDER BY min(n.created_at), l.id`;
}
