import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { unstated } from '../handover/state.ts';
import { waitingHandovers } from '../handover/waiting.ts';
import { waitingReports } from '../inquiry/reported.ts';
import { waitingInquiries } from '../inquiry/waiting.ts';
import { waitingNeeds } from '../need/waiting.ts';
import { waitingClaims } from '../place/waiting.ts';
import { overduePromises } from '../pledge/overdue.ts';
import { waitingPledges } from '../pledge/to-place.ts';
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
  {
    key: 'placings',
    id: 'Menunggu tempat',
    en: 'Waiting for a place',
    count: async (records, desk) => (await waitingPledges(records, desk)).length,
  },
  {
    key: 'statements',
    id: 'Pernyataan penyalur',
    en: 'Distributor statements',
    count: async (records, desk) => (await unstated(records, desk)).length,
  },
  {
    key: 'needs',
    id: 'Permintaan bantuan',
    en: 'Requests for aid',
    count: async (records, desk, now) => (await waitingNeeds(records, desk, now)).length,
  },
  {
    key: 'overdue',
    id: 'Komitmen terlambat',
    en: 'Overdue commitments',
    count: async (records, desk, now) => (await overduePromises(records, desk, now)).length,
  },
  {
    key: 'reports',
    id: 'Laporan pungutan',
    en: 'Reports of levies',
    count: async (records, desk) => (await waitingReports(records, desk)).length,
  },
  {
    key: 'inquiries',
    id: 'Pertanyaan',
    en: 'Questions',
    count: async (records, desk) => (await waitingInquiries(records, desk)).length,
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
