import { z } from 'zod';
import { defineAction } from '../action.ts';
import { receipt, receiptOf } from './records.ts';
import { writtenReceipt } from './rules.ts';

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
    const written = writtenReceipt(typed);
    const row = written
      ? await records.db.handover.findUnique({ where: { number: written, state: 'confirmed' } })
      : null;
    if (!row) return { end: 'unknown', gives: {} };
    const { state: _, unit: __, open: ___, ...told } = await receiptOf(records, row.id);
    return { end: 'found', gives: told };
  },
});
