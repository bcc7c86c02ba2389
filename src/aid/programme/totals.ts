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
      SELECT k.key, k.name_id, k.name_en, k.unit_id, k.unit_en,
             sum(a.quantity)::bigint AS committed, sum(a.received)::bigint AS delivered
      FROM allocation a
      JOIN pledge p ON p.id = a.pledge_id
      JOIN package k ON k.key = p.package_key
      JOIN field f ON f.key = k.field_key
      WHERE a.state NOT IN ('released', 'cancelled')
      GROUP BY k.key, f.position
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
