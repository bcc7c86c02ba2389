import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { defineAction, type Records } from '../action.ts';
import { speakerOf } from '../person/records.ts';
import { hoursLater } from '../programme/rules.ts';
import { stopped } from '../stop/records.ts';
import { claimedBefore } from './claimed-before.ts';

/** Places that one person registers within 24 hours. */
const mostADay = 3;

export const notTaken = {
  /** The operator has halted registrations, for this reason. */
  stopped: z.object({ why: shapes.label() }),
  /** This person has registered so many places within a day. */
  'too-many': z.object({ count: shapes.quantity() }),
};

/** Asked before anybody answers a question in vain; `place.register` looks again. */
export const taken = defineAction({
  name: 'place.taken',
  says: 'Whether another place can be registered now.',
  needs: z.object({}),
  ends: { taken: z.object({}), ...notTaken },
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const person = await speakerOf(records, chat);
    const refused = await whyNotTaken(records, person?.id, now);
    return refused ?? { end: 'taken', gives: {} };
  },
});

/** Why a place that this person has nothing to do with yet cannot be registered by them now. */
export async function whyNotTaken(records: Records, person: string | undefined, now: Date) {
  const why = await stopped(records, 'registrations');
  if (why) return { end: 'stopped' as const, gives: { why } };
  if (person === undefined) return undefined;
  const today = { personId: person, claimedAt: { gt: hoursLater(now, -24) } };
  const count =
    (await records.db.headship.count({ where: today })) +
    (await claimedBefore(records, person, now));
  if (count < mostADay) return undefined;
  return { end: 'too-many' as const, gives: { count } };
}
