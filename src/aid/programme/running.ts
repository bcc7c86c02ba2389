import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { currentProgramme } from './records.ts';
import { dayInJakarta, writtenDay } from './rules.ts';

/** The season that opens next: a list of one or none. */
export const opens = z.array(z.object({ name: shapes.label(), from: shapes.date() }));

export async function nextOpening({ db }: Records, now: Date): Promise<z.output<typeof opens>> {
  const next = await db.programme.findMany({
    where: { state: 'open', startsOn: { gt: dayInJakarta(now) } },
    orderBy: [{ startsOn: 'asc' }, { id: 'asc' }],
    take: 1,
  });
  return next.map(({ nameId, nameEn, startsOn }) => ({
    name: { id: nameId, en: nameEn },
    from: writtenDay(startsOn),
  }));
}

/** Asked before anything else, so that nobody answers ten questions for nothing. */
export const running = defineAction({
  name: 'programme.running',
  says: 'Whether a programme runs now, so that something can be asked for; if not, when the next one opens.',
  needs: z.object({}),
  ends: { running: z.object({}), none: z.object({ next: opens }) },
  reads: true,
  example: {},
  async run(_, { records, now }) {
    if (await currentProgramme(records, now)) return { end: 'running', gives: {} };
    return { end: 'none', gives: { next: await nextOpening(records, now) } };
  },
});
