import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { agrees, holderAt } from '../person/holder.ts';
import { keepPhone } from '../person/phone.ts';

export const phone = defineAction({
  name: 'data.phone',
  says: 'Corrects the phone number; without consent only one that is kept already.',
  needs: z.object({ phone: shapes.phone() }),
  ends: {
    stored: z.object({ phone: shapes.phone() }),
    /** No number is kept, and without consent none is added. */
    closed: z.object({}),
    unknown: z.object({}),
  },
  example: { phone: '+6281200000012' },
  async run({ phone }, { records, chat }) {
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: {} };
    if (holder.phone === undefined && !(await agrees(records, holder.ids)))
      return { end: 'closed', gives: {} };
    await keepPhone(records, holder.id, phone);
    return { end: 'stored', gives: { phone } };
  },
});
