import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { agrees, holderAt } from '../person/holder.ts';
import { keepName, nameNeeds } from '../person/name.ts';

export const name = defineAction({
  name: 'data.name',
  says: 'Corrects the name; without consent only one that is kept already.',
  needs: nameNeeds,
  ends: {
    stored: z.object({ called: shapes.text() }),
    /** No name is kept, and without consent none is added. */
    closed: z.object({}),
    unknown: z.object({}),
  },
  example: { name: { name: 'Ani' }, sapaan: 'bu' },
  async run(needs, { records, chat }) {
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: {} };
    if (holder.name === undefined && !(await agrees(records, holder.ids)))
      return { end: 'closed', gives: {} };
    const { called } = await keepName(records, holder.id, needs);
    return { end: 'stored', gives: { called } };
  },
});
