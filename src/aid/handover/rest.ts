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
  says: 'Whether something of the promise is short, and is open to donors again; gives whom to thank.',
  needs: z.object({
    number: z.string(),
    open: shapes.quantity(),
    missing: shapes.quantity(),
    damaged: shapes.quantity(),
  }),
  ends: {
    open: thanked,
    /** It is short, and the request was withdrawn or has ended: nobody is offered the rest. */
    over: thanked,
    whole: thanked,
  },
  reads: true,
  example: { number: 'T-2612-7QMX', open: 11, missing: 8, damaged: 3 },
  async run({ number, open, missing, damaged }, { records, chat }) {
    const called = (await speakerOf(records, chat))?.called ?? 'Bapak/Ibu';
    const gives = { called, why: whyOpen(missing, damaged) };
    if (open === 0) return { end: 'whole', gives };
    const row = await records.db.handover.findUnique({
      where: { number },
      include: { need: true },
    });
    return { end: row?.need?.state === 'open' ? 'open' : 'over', gives };
  },
});
