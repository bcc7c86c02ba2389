import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { type LockedNeed, lockedNeed, openNeeds } from '../need/records.ts';
import { isOffered, roomFor } from '../need/rules.ts';
import { contactOf } from '../person/records.ts';
import { donorKinds } from '../person/rules.ts';
import { headOf } from '../place/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { madeHere, reserve } from './reserve.ts';

const another = shapes.choice().extend({ place: shapes.text(), lacking: shapes.quantity() });

/** Keeps the promise, holds its part of the need, tells the head: all of it, or nothing. */
export const confirm = defineAction({
  name: 'pledge.confirm',
  says: 'Promises packages to a place, and connects donor and head.',
  needs: z.object({
    need: chosen(),
    package: chosen(),
    amount: shapes.quantity().min(1),
    donorKind: chosen().pipe(z.enum(donorKinds)),
    /** The name of an organisation; an individual goes by their own. */
    donorName: z.string().min(1).max(100).optional(),
    deliverOn: shapes.date().optional(),
  }),
  ends: {
    reserved: z.object({
      number: shapes.text(),
      amount: shapes.quantity(),
      place: shapes.text(),
      /** Until when the head must have been contacted. */
      deadline: shapes.moment(),
      headName: shapes.text(),
      headPhone: shapes.phone(),
    }),
    /** Nothing was kept: only `left` fits there now. `next` is the nearest other place that lacks it. */
    partly: z.object({
      left: shapes.quantity().min(1),
      place: shapes.text(),
      next: another.optional(),
    }),
    /** Nothing was kept: others have promised all of it. */
    full: z.object({ place: shapes.text(), next: another.optional() }),
    /** Nothing was kept: it is not asked for any more, or nobody there can be reached. */
    closed: z.object({}),
    /** Nothing was kept: the day of delivery has passed since it was said. */
    'past-date': z.object({}),
    /** Has not agreed to be known, or has given no name or no phone. */
    unregistered: z.object({}),
  },
  creates: true,
  example: {
    need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' },
    package: { key: 'sembako', label: 'Paket sembako' },
    amount: 25,
    donorKind: { key: 'perorangan', label: 'Saya sendiri' },
    deliverOn: '2026-11-28',
  },
  async run(needs, context) {
    const { records, chat, now } = context;
    const made = await madeHere(context);
    if (made) return { end: 'reserved', gives: made };
    const donor = await contactOf(records, chat);
    if (!donor) return { end: 'unregistered', gives: {} };
    const today = dayInJakarta(now);
    if (needs.deliverOn !== undefined && needs.deliverOn < writtenDay(today))
      return { end: 'past-date', gives: {} };
    const need = await lockedNeed(records, needs.need);
    // The same answer, taken twice at once, waited for that lock.
    const madeMeanwhile = await madeHere(context);
    if (madeMeanwhile) return { end: 'reserved', gives: madeMeanwhile };
    if (!need || need.packageKey !== needs.package || !isOffered(need, today)) {
      return { end: 'closed', gives: {} };
    }
    const head = await headOf(records, need.placeId, now);
    if (!head) return { end: 'closed', gives: {} };

    const { place } = need;
    const room = roomFor(need, needs.amount);
    if (room.end !== 'enough') {
      const next = await nearest(records, needs, need, now);
      return room.end === 'full'
        ? { end: 'full', gives: { place, ...next } }
        : { end: 'partly', gives: { left: room.left, place, ...next } };
    }
    return { end: 'reserved', gives: await reserve(context, { ...needs, donor, head, need }) };
  },
});

/** Where else the same is lacking, from the full place outwards. */
async function nearest(
  records: Records,
  wanted: { package: string; need: string },
  from: LockedNeed,
  now: Date,
) {
  const [next] = await openNeeds(records, {
    package: wanted.package,
    now,
    near: from.kelurahanCode,
    except: wanted.need,
    limit: 1,
  });
  if (!next) return {};
  const { number, place, lacking } = next;
  return { next: { key: number, label: place, place, lacking } };
}
