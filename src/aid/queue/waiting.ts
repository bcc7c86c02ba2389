import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { waitingHandovers } from '../handover/waiting.ts';
import { waitingClaims } from '../place/waiting.ts';
import { type Desk, deskOf } from '../staff/desk.ts';

/** What an officer may have to do, in the order of how long somebody waits for it in vain. */
const kinds: {
  key: string;
  id: string;
  en: string;
  count: (records: Records, desk: Desk, now: Date) => Promise<number>;
}[] = [
  {
    key: 'places',
    id: 'Pendaftaran',
    en: 'Registrations',
    count: async (records, desk) => (await waitingClaims(records, desk)).length,
  },
  {
    key: 'handovers',
    id: 'Serah terima',
    en: 'Hand-overs',
    count: async (records, desk) => (await waitingHandovers(records, desk)).length,
  },
];

export const waiting = defineAction({
  name: 'queue.waiting',
  says: 'What waits for the person who works for the programme, counted by kind.',
  needs: z.object({}),
  ends: {
    some: z.object({ items: z.array(shapes.choice()) }),
    /** Nothing waits for them. */
    nothing: z.object({}),
    /** Has no role that lives. */
    'not-staff': z.object({}),
  },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'not-staff', gives: {} };
    const items = [];
    for (const { key, id, en, count } of kinds) {
      const waits = await count(records, desk, now);
      if (waits > 0) items.push({ key, label: { id: `${id} (${waits})`, en: `${en} (${waits})` } });
    }
    return items.length > 0 ? { end: 'some', gives: { items } } : { end: 'nothing', gives: {} };
  },
});
