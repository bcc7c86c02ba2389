import type { Label } from '../../chat/message.ts';
import { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';

/** What figures can be told apart by. */
export const figuresBy = ['package', 'field', 'donor', 'kota', 'kelurahan'] as const;
export type FiguresBy = (typeof figuresBy)[number];

/** A line of figures: a package, alone or within a field, a kind of donor, a kota or a kelurahan. */
export interface Figure {
  /** `pangan`, `dunia-usaha`, `31.75`; empty are the kind of donor where nobody had pledged, and the area where no place is found yet. */
  group: string;
  groupLabel: Label | string;
  package: string;
  packageLabel: Label;
  unit: Label;
  committed: number;
  delivered: number;
}

interface Row {
  group: string;
  group_id: string;
  group_en: string;
  key: string;
  name_id: string;
  name_en: string;
  unit_id: string;
  unit_en: string;
  committed: bigint;
  delivered: bigint;
}

const groups: Record<FiguresBy, { key: Prisma.Sql; id: Prisma.Sql; en: Prisma.Sql }> = {
  package: { key: Prisma.sql`k.key`, id: Prisma.sql`k.name_id`, en: Prisma.sql`k.name_en` },
  field: { key: Prisma.sql`f.key`, id: Prisma.sql`f.name_id`, en: Prisma.sql`f.name_en` },
  donor: {
    key: Prisma.sql`coalesce(g.donor, '')`,
    id: Prisma.sql`coalesce(g.donor, '')`,
    en: Prisma.sql`coalesce(g.donor, '')`,
  },
  kota: areaGroup(Prisma.sql`c.code`, Prisma.sql`c.name`),
  kelurahan: areaGroup(Prisma.sql`r.code`, Prisma.sql`r.name`),
};

function areaGroup(code: Prisma.Sql, name: Prisma.Sql) {
  return {
    key: Prisma.sql`coalesce(${code}, '')`,
    id: Prisma.sql`coalesce(${name}, 'Menunggu tempat')`,
    en: Prisma.sql`coalesce(${name}, 'Waiting for a place')`,
  };
}

/**
 * Komitmen and tersalurkan, which never stand alone (DOMAIN §3): the one source of both, for the chat and the command
 * line. Committed is what was promised and is still promised or has come: what was released or cancelled is no
 * commitment any more, and of a promise of 100 of which 92 came it is 100. Delivered is what came in good condition, as
 * the receipts say it: beyond the need, and what nobody had pledged, too. What waits for a place is promised, and lies
 * in no area; with `placed` it is left out, as where commitments stand beside needs. `area` is the code of a kota, kecamatan
 * or kelurahan, `field` the key of a field, that they are limited to.
 */
export async function figuresOf(
  { db }: Records,
  {
    by,
    area,
    field,
    placed = false,
  }: {
    by: FiguresBy;
    area?: string | undefined;
    field?: string | undefined;
    placed?: boolean;
  },
): Promise<Figure[]> {
  const group = groups[by];
  const rows = await db.$queryRaw<Row[]>`
    WITH g AS (
      SELECT p.package_key, d.kind AS donor, n.place_id, a.quantity AS committed, a.received AS delivered
      FROM allocation a
      JOIN pledge p ON p.id = a.pledge_id
      JOIN donor d ON d.id = p.donor_id
      JOIN need n ON n.id = a.need_id
      WHERE a.state NOT IN ('released', 'cancelled')
      UNION ALL
      SELECT p.package_key, d.kind, NULL, p.waiting, 0
      FROM pledge p
      JOIN donor d ON d.id = p.donor_id
      WHERE p.waiting > 0 AND NOT ${placed}
      UNION ALL
      SELECT h.package_key, d.kind, h.place_id, 0,
             h.surplus + CASE WHEN h.allocation_id IS NULL THEN h.counted ELSE 0 END
      FROM handover h
      LEFT JOIN handover b ON b.id = h.beyond_id
      LEFT JOIN allocation a ON a.id = coalesce(h.allocation_id, b.allocation_id)
      LEFT JOIN pledge p ON p.id = a.pledge_id
      LEFT JOIN donor d ON d.id = p.donor_id
      WHERE h.state = 'confirmed'
    )
    SELECT ${group.key} AS group, ${group.id} AS group_id, ${group.en} AS group_en,
           k.key, k.name_id, k.name_en, k.unit_id, k.unit_en,
           sum(g.committed)::bigint AS committed, sum(g.delivered)::bigint AS delivered
    FROM g
    JOIN package k ON k.key = g.package_key
    JOIN field f ON f.key = k.field_key
    LEFT JOIN place l ON l.id = g.place_id
    LEFT JOIN region r ON r.code = l.kelurahan_code
    LEFT JOIN region c ON c.code = left(r.code, 5)
    WHERE ${inArea(area)} AND (${field ?? null}::text IS NULL OR f.key = ${field ?? null})
    GROUP BY 1, 2, 3, k.key, f.position
    HAVING sum(g.committed) + sum(g.delivered) > 0
    ORDER BY ${order(by)}`;
  return rows.map((row) => ({
    group: row.group,
    groupLabel: by === 'donor' ? row.group : { id: row.group_id, en: row.group_en },
    package: row.key,
    packageLabel: { id: row.name_id, en: row.name_en },
    unit: { id: row.unit_id, en: row.unit_en },
    committed: Number(row.committed),
    delivered: Number(row.delivered),
  }));
}

/** A place of `r` that lies in the area, or anywhere. */
export const inArea = (area: string | undefined) =>
  Prisma.sql`(${area ?? null}::text IS NULL OR r.code = ${area ?? null} OR r.code LIKE ${`${area ?? ''}.%`})`;

/** Packages and fields in the order of the programme; the rest by how much was promised. */
const order = (by: FiguresBy): Prisma.Sql =>
  by === 'package' || by === 'field'
    ? Prisma.sql`f.position, k.position`
    : Prisma.sql`sum(sum(g.committed)) OVER (PARTITION BY ${groups[by].key}) DESC, 1, f.position, k.position`;
