import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { whyOpen } from './counted.ts';

const thanked = z.object({
  /** How the head who counted is addressed: `Bu Sri`. */
  called: shapes.text(),
  /** `kurang 8, rusak 3`, and of the two only what there is. */
  why: shapes.label(),
});

export const rest = defineAction({
  name: 'handover.rest',
  says: 'Whether something of the promise is open to donors again; gives whom to thank.',
  needs: z.object({
    open: shapes.quantity(),
    missing: shapes.quantity(),
    damaged: shapes.quantity(),
  }),
  ends: { open: thanked, whole: thanked },
  reads: true,
  example: { open: 11, missing: 8, damaged: 3 },
  async run({ open, missing, damaged }, { records, chat }) {
    const called = (await speakerOf(records, chat))?.called ?? 'Bapak/Ibu';
    const gives = { called, why: whyOpen(missing, damaged) };
    return open > 0 ? { end: 'open', gives } : { end: 'whole', gives };
  },
});
