import { z } from 'zod';
import { defineAction, type Records } from '../action.ts';
import { agrees, type Holder, holderAt } from '../person/holder.ts';

const isOpen = z.enum(['open', 'closed']);

/** Whose data is corrected, and what of it may be: whoever took their consent back corrects what is kept, and adds nothing. */
export const kept = defineAction({
  name: 'data.kept',
  says: 'What the person may correct: all of it, or what is still kept where the consent was taken back.',
  needs: z.object({}),
  ends: {
    known: z.object({
      consent: z.enum(['given', 'withdrawn']),
      name: isOpen,
      phone: isOpen,
      /** Closed for whoever is served no more. */
      places: isOpen,
    }),
    /** Has agreed, and stopped before giving a name. */
    nameless: z.object({ name: isOpen }),
    unknown: z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat }) {
    const holder = await holderAt(records, chat);
    if (!holder) return { end: 'unknown', gives: {} };
    const agreed = await agrees(records, holder.ids);
    if (agreed && holder.name === undefined)
      return { end: 'nameless', gives: { name: 'open' as const } };
    const open = (is: boolean) => (is ? ('open' as const) : ('closed' as const));
    return {
      end: 'known',
      gives: {
        consent: agreed ? ('given' as const) : ('withdrawn' as const),
        name: open(agreed || holder.name !== undefined),
        phone: open(agreed || holder.phone !== undefined),
        places: open(!(await isBlocked(records, holder, chat))),
      },
    };
  },
});

async function isBlocked({ db }: Records, { ids }: Holder, chat: string): Promise<boolean> {
  return (await db.blocked.count({ where: { OR: [{ chat }, { personId: { in: ids } }] } })) > 0;
}
