import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction } from '../action.ts';
import { writtenDay } from '../programme/rules.ts';
import { periodOf } from './period.ts';

const said = z.object({ words: shapes.text() });

export const dates = defineAction({
  name: 'need.dates',
  says: 'The first and last day of a request, and what was said with it, for the summary.',
  needs: z.object({
    duration: shapes.duration(),
    from: shapes.date().optional(),
    why: z.string().optional(),
    note: z.string().optional(),
  }),
  ends: {
    planned: z.object({
      from: shapes.date(),
      to: shapes.date(),
      /** Lines that may be missing. */
      why: z.array(said),
      notes: z.array(said),
    }),
  },
  reads: true,
  example: { duration: { days: 14, label: { id: '2 minggu', en: '2 weeks' } } },
  async run({ duration, from: wanted, why, note }, { now }) {
    const { from, to } = periodOf({ from: wanted, days: duration.days }, now);
    const line = (words: string | undefined) => (words ? [{ words }] : []);
    return {
      end: 'planned',
      gives: { from: writtenDay(from), to: writtenDay(to), why: line(why), notes: line(note) },
    };
  },
});
