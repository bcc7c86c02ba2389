import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { receiptOf } from './records.ts';

/** `cek tanda terima T-2612-7QMX`, by anybody: what came, where and when; nobody's name. */
export const check = defineAction({
  name: 'handover.check',
  says: 'What a receipt says, for whoever has its number.',
  needs: z.object({ number: z.string().max(60) }),
  ends: {
    found: z.object({
      number: shapes.text(),
      day: shapes.date(),
      place: shapes.text(),
      package: shapes.label(),
      promised: shapes.quantity(),
      came: shapes.quantity(),
      good: shapes.quantity(),
      damaged: shapes.quantity(),
      missing: shapes.quantity(),
    }),
    unknown: z.object({}),
  },
  reads: true,
  example: { number: 'T-2612-7QMX' },
  async run({ number: typed }, { records }) {
    const number = /T-?\s?\d{4}-?\s?[0-9A-Z]{4}/
      .exec(typed.toUpperCase())?.[0]
      .replace(/[\s-]/g, '');
    const written = number && `T-${number.slice(1, 5)}-${number.slice(5)}`;
    const row = written
      ? await records.db.handover.findUnique({ where: { number: written, state: 'confirmed' } })
      : null;
    if (!row) return { end: 'unknown', gives: {} };
    const { state: _, unit: __, open: ___, ...receipt } = await receiptOf(records, row.id);
    return { end: 'found', gives: receipt };
  },
});
