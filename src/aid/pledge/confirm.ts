import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { chosen, defineAction } from '../action.ts';
import { part, totalOf, waits } from '../need/part.ts';
import { contactOf } from '../person/records.ts';
import { donorKinds } from '../person/rules.ts';
import { permitted } from '../programme/distributors.ts';
import { currentProgramme, givenPackage, holdProgramme } from '../programme/records.ts';
import { dayInJakarta, writtenDay } from '../programme/rules.ts';
import { stopped } from '../stop/records.ts';
import { isInRupiah, mayHoldAt, mayWait, standingOf } from './caps.ts';
import { checkRoom } from './check.ts';
import { type Kept, type KeptEnd, kept, keptPledge } from './kept.ts';
import { promise } from './promise.ts';
import { layAnew, shortfall } from './shortfall.ts';

/** Keeps the promise, holds its part of every place, tells every head: all of it, or nothing. */
export const confirm = defineAction({
  name: 'pledge.confirm',
  says: 'Promises packages to one place or several at once, and connects donor and heads; what no place takes waits.',
  needs: z.object({
    package: chosen(),
    /** Where it goes, as it was agreed (`need.plan`); none where all of it waits for a place. */
    items: z.array(part),
    waits,
    donorKind: chosen().pipe(z.enum(donorKinds)),
    /** The name of an organisation; an individual goes by their own. */
    donorName: z.string().min(1).max(100).optional(),
    deliverOn: shapes.date().optional(),
    /** Where the donor wanted it, for who finds a place for what waits. */
    where: shapes.area().optional(),
    /** Who brings it instead; of money always. */
    distributor: chosen().optional(),
  }),
  ends: {
    /** One place, whose head the donor contacts. */
    reserved: kept,
    several: kept,
    /** A distributor brings it: that is whom the donor contacts. */
    entrusted: kept,
    /** No place takes it yet; an officer will find one. */
    waiting: kept,
    /** The account holds as much as it may: an officer places it. */
    capped: kept,
    /** Nothing was kept: some places take less now, and here is how it could be split. */
    changed: shortfall,
    /** Nothing was kept: none of its places takes any. `next` does. */
    moved: shortfall,
    /** Nothing was kept, and no other place lacks it either. */
    nowhere: shortfall,
    /** Nothing was kept: an account that has kept no promise yet may have no more than this waiting. */
    'too-much': z.object({
      /** A list of one or none: as much as may. */
      room: z.array(z.object({ amount: shapes.quantity(), unit: shapes.label() })),
    }),
    /** Nothing was kept: the day of delivery has passed since it was said. */
    'past-date': z.object({}),
    /** Nothing was kept: the distributor's permit is over, or money was to go without one. */
    unpermitted: z.object({}),
    /** Nothing was kept: no programme runs, or the package is not given any more. */
    closed: z.object({}),
    /** The operator has halted new pledges, for this reason. */
    stopped: z.object({ why: shapes.label() }),
    /** Has not agreed to be known, or has given no name or no phone. */
    unregistered: z.object({}),
  },
  creates: true,
  example: {
    package: { key: 'sembako', label: 'Paket sembako' },
    items: [],
    waits: [{ amount: 25 }],
    donorKind: { key: 'perorangan', label: 'Saya sendiri' },
    deliverOn: '2026-11-28',
  },
  async run(needs, context) {
    const { records, chat, question, now } = context;
    const made = await keptPledge(records, { chat_question: { chat, question } });
    if (made) return made;
    const why = await stopped(records, 'pledges');
    if (why) return { end: 'stopped', gives: { why } };
    const donor = await contactOf(records, chat);
    if (!donor) return { end: 'unregistered', gives: {} };
    if (needs.deliverOn !== undefined && needs.deliverOn < writtenDay(dayInJakarta(now)))
      return { end: 'past-date', gives: {} };
    await holdProgramme(records);
    const given = await givenPackage(records, needs.package);
    const programme = await currentProgramme(records, now);
    const rest = totalOf(needs.waits);
    if (!given || !programme || totalOf(needs.items) + rest < 1)
      return { end: 'closed', gives: {} };
    const key = needs.distributor;
    const distributor = key === undefined ? undefined : await permitted(records, key, now);
    const isUnpermitted = key === undefined ? given.nature === 'cash' : !distributor;
    if (isUnpermitted) return { end: 'unpermitted', gives: {} };

    // First the donor, then the needs: the same answer, taken twice at once, waits here.
    const standing = await standingOf(records, donor.id, now);
    const madeMeanwhile = await keptPledge(records, { chat_question: { chat, question } });
    if (madeMeanwhile) return madeMeanwhile;
    const { goals, checked } = await checkRoom(records, {
      package: needs.package,
      items: needs.items,
      now,
    });
    if (checked.some(({ part, left }) => left < part.amount)) {
      const offer = await layAnew(records, { checked, rest, package: needs.package, now });
      return { end: endOf(offer), gives: offer };
    }

    const places = goals.map(({ need }) => need.placeId);
    const may = mayHoldAt(programme, standing, { places, isEntrusted: distributor !== undefined });
    const capped = goals.filter(({ need }) => !may.has(need.placeId));
    const unit = { id: given.unitId, en: given.unitEn };
    const most = mayWait(programme, standing, isInRupiah(given));
    if (rest + totalOf(capped) > most)
      return { end: 'too-much', gives: { room: most > 0 ? [{ amount: most, unit }] : [] } };
    const id = await promise(context, {
      ...needs,
      donor,
      programme: goals[0]?.need.programmeId ?? programme.id,
      distributor,
      rest,
      goals: goals.filter(({ need }) => may.has(need.placeId)),
      capped,
    });
    const done = await keptPledge(records, { id });
    if (!done) throw new Error('A pledge that was just made is there.');
    return done satisfies { end: KeptEnd; gives: Kept };
  },
});

function endOf({ kept, next, plan }: z.output<typeof shortfall>) {
  if (kept > 0) return 'changed' as const;
  return next !== '' && plan.items.length > 0 ? ('moved' as const) : ('nowhere' as const);
}
