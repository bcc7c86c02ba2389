import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';

interface Row {
  key: string;
  name_id: string;
  name_en: string;
  unit_id: string;
  unit_en: string;
  committed: bigint;
  delivered: bigint;
}

/**
 * Komitmen and tersalurkan, which never stand alone (DOMAIN §3). Committed is what was promised and is still
 * promised or has come: what was released or cancelled is no commitment any more, and of a promise of 100
 * of which 92 came it is 100. Delivered is what came in good condition.
 */
export const totals = defineAction({
  name: 'programme.totals',
  says: 'What was promised and what has come, package by package.',
  needs: z.object({}),
  ends: {
    list: z.object({
      items: z.array(
        shapes.choice().extend({
          unit: shapes.label(),
          committed: shapes.quantity(),
          delivered: shapes.quantity(),
        }),
      ),
    }),
    /** Nothing was promised yet. */
    none: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records }) {
    const rows = await records.db.$queryRaw<Row[]>`
      WITH figures AS (
        SELECT p.package_key AS key, a.quantity AS committed, a.received AS delivered
        FROM allocation a JOIN pledge p ON p.id = a.pledge_id
        WHERE a.state NOT IN ('released', 'cancelled')
        UNION ALL
        -- What came beyond the need, and what nobody had pledged, came as well.
        SELECT package_key, 0, surplus + CASE WHEN allocation_id IS NULL THEN counted ELSE 0 END
        FROM handover WHERE state = 'confirmed'
      )
      SELECT k.key, k.name_id, k.name_en, k.unit_id, k.unit_en,
             sum(committed)::bigint AS committed, sum(delivered)::bigint AS delivered
      FROM figures
      JOIN package k USING (key)
      JOIN field f ON f.key = k.field_key
      GROUP BY k.key, f.position
      HAVING sum(committed) + sum(delivered) > 0
      ORDER BY f.position, k.position`;
    if (rows.length === 0) return { end: 'none', gives: {} };
    const items = rows.map((row) => ({
      key: row.key,
      label: { id: row.name_id, en: row.name_en },
      unit: { id: row.unit_id, en: row.unit_en },
      committed: Number(row.committed),
      delivered: Number(row.delivered),
    }));
    return { end: 'list', gives: { items } };
  },
});
