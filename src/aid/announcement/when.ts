import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeMoment } from '../../language/moment.ts';
import { readMoment } from '../../language/time.ts';
import { defineAction } from '../action.ts';
import { quietHours } from '../programme/records.ts';
import { afterQuiet, hoursLater } from '../programme/rules.ts';

/** Further ahead nobody remembers what was announced (days). */
const mostAhead = 60;

export const when = defineAction({
  name: 'announcement.when',
  says: 'When an announcement is to begin, as it was typed; in the quiet hours only what is urgent goes out.',
  needs: z.object({
    said: z.union([z.string().max(100), shapes.choice()]),
    /** Which of two hours that it can mean. */
    chosen: shapes.choice().optional(),
    /** Why it may go out in the quiet hours. */
    urgent: z.string().optional(),
  }),
  ends: {
    known: z.object({ at: shapes.moment(), words: shapes.label() }),
    /** At night: then it could begin at the end of the quiet hours. */
    quiet: z.object({ at: shapes.moment(), instead: shapes.moment() }),
    several: z.object({}),
    past: z.object({ at: shapes.moment() }),
    far: z.object({ days: shapes.quantity() }),
    unclear: z.object({}),
  },
  reads: true,
  example: { said: 'besok jam 9' },
  async run({ said, chosen, urgent }, { records, now }) {
    const read = reading(chosen ?? said, now);
    if ('unknown' in read) return { end: 'unclear', gives: {} };
    if ('ask' in read) return { end: 'several', gives: {} };
    const at = new Date(read.value);
    const isNow = at.getTime() === now.getTime();
    if (at < now) return { end: 'past', gives: { at: read.value } };
    if (at > hoursLater(now, 24 * mostAhead)) return { end: 'far', gives: { days: mostAhead } };
    const instead = afterQuiet(at, await quietHours(records, at));
    if (instead > at && urgent === undefined) {
      return { end: 'quiet', gives: { at: read.value, instead: instead.toISOString() } };
    }
    const words = isNow
      ? { id: 'sekarang', en: 'now' }
      : { id: writeMoment(read.value, 'id'), en: writeMoment(read.value, 'en') };
    return { end: 'known', gives: { at: read.value, words } };
  },
});

export const moments = defineAction({
  name: 'announcement.moments',
  says: 'What a time that was typed can mean, where it is two.',
  needs: z.object({ said: z.union([z.string().max(100), shapes.choice()]) }),
  ends: { list: z.object({ items: z.array(shapes.choice()) }), none: z.object({}) },
  reads: true,
  example: { said: 'besok jam 3' },
  async run({ said }, { now }) {
    const read = reading(said, now);
    return 'ask' in read
      ? { end: 'list', gives: { items: read.ask.map(asItem) } }
      : { end: 'none', gives: {} };
  },
});

/** A choice of a moment carries it in its key: `at-1798678800000`; *Sekarang* is `now`. */
function reading(said: string | { key: string }, now: Date): ReturnType<typeof readMoment> {
  if (typeof said === 'string')
    return /^\d{4}-\d\d-\d\dT/.test(said) ? { value: said } : readMoment(said, now);
  const at = /^at-(\d+)$/.exec(said.key)?.[1];
  return { value: (at === undefined ? now : new Date(Number(at))).toISOString() };
}

const asItem = (moment: string) => ({
  key: `at-${Date.parse(moment)}`,
  label: { id: writeMoment(moment, 'id'), en: writeMoment(moment, 'en') },
});
