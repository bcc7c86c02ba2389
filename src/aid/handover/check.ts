import { z } from 'zod';
import { defineAction } from '../action.ts';
import { receipt, receiptOf } from './records.ts';

/** `cek tanda terima T-2612-7QMX`, by anybody: what came, where and when; nobody's name. */
export const check = defineAction({
  name: 'handover.check',
  says: 'What a receipt says, for whoever has its number.',
  needs: z.object({ number: z.string().max(60) }),
  ends: {
    found: receipt.omit({ unit: true, open: true }),
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
    const { state: _, unit: __, open: ___, ...told } = await receiptOf(records, row.id);
    return { end: 'found', gives: told };
  },
});
