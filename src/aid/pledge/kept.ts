import { z } from 'zod';
import { shapes } from '../../flow/action.ts';
import { writeHour } from '../../language/moment.ts';
import type { Prisma } from '../../store/generated/client.ts';
import type { Records } from '../action.ts';
import { inWords, waiting, waits } from '../need/part.ts';
import { unloadedAt } from '../place/kept.ts';
import { headOf, labelOfPlace, withKelurahan } from '../place/records.ts';
import { headTitle, shortLabel } from '../place/rules.ts';
import { packageWords } from '../programme/records.ts';
import { contactDeadline, contactTime, type Hours } from '../programme/rules.ts';
import { remindersOf } from './timing.ts';

/** Whom to contact for one place of a promise. */
const goal = z.object({
  /** `RW 03 Pulo Gadung`, and `RW 03`. */
  place: shapes.text(),
  short: shapes.text(),
  amount: shapes.quantity(),
  /** `Ketua RW 03` */
  title: shapes.label(),
  /** Absent where a distributor brings it, and where the head's term has ended since. */
  head: shapes.text().optional(),
  phone: shapes.phone().optional(),
  /** `Alamat: Pos RW, Jl. Contoh 3.`; empty where the head gave none. */
  where: shapes.label(),
});

/** What a donor is told of a promise that is kept. */
export const kept = z.object({
  number: shapes.text(),
  /** All of it, and what of it is laid on places. */
  amount: shapes.quantity(),
  laid: shapes.quantity(),
  unit: shapes.label(),
  items: z.array(goal),
  /** Of the first of them, and mostly the only one. */
  ...goal.pick({ title: true, head: true, phone: true, where: true }).partial().shape,
  /** `Empat`: how many places. */
  count: shapes.label(),
  /** Until when the first contact must have been made. */
  deadline: shapes.moment(),
  /** What the deadline comes from: `2×24 jam`, or that the goods are planned for that day. */
  rule: shapes.label(),
  /** Lists of one or none: `Rabu 13.10 dan Kamis 09.10`; that there is no time left for that; where it is brought. */
  reminded: z.array(z.object({ at: shapes.label() })),
  hurried: z.array(z.object({})),
  unloaded: z.array(z.object({ where: shapes.label() })),
  /** What waits for a place, and what waits because of the caps. */
  waits,
  capped: waits,
  /** Who brings it, where not the donor. */
  distributor: shapes.text().optional(),
  contact: shapes.text().optional(),
  contactPhone: shapes.phone().optional(),
});
export type Kept = z.output<typeof kept>;

export type KeptEnd = 'reserved' | 'several' | 'entrusted' | 'waiting' | 'capped';

const included = {
  distributor: true,
  programme: true,
  allocations: {
    // What an officer placed later is told on its own.
    where: { placementId: null },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { need: { include: { place: { include: withKelurahan } } } },
  },
} satisfies Prisma.PledgeInclude;

/** A promise as its donor is told of it: right after it was made, and again when the same answer comes twice. */
export async function keptPledge(
  records: Records,
  where: Prisma.PledgeWhereUniqueInput,
): Promise<{ end: KeptEnd; gives: Kept } | undefined> {
  const pledge = await records.db.pledge.findUnique({ where, include: included });
  if (!pledge) return undefined;
  const { allocations, distributor, programme, createdAt } = pledge;
  const items: Kept['items'] = [];
  for (const { quantity, need } of allocations) {
    const head = distributor ? undefined : await headOf(records, need.placeId, createdAt);
    items.push({
      place: labelOfPlace(need.place),
      short: shortLabel(need.place),
      amount: Number(quantity),
      title: headTitle(need.place),
      where: unloadedAt(records, need.place),
      ...(head && { head: head.called, phone: head.phone }),
    });
  }
  const deadline = allocations[0]?.deadline ?? createdAt;
  const reminders = remindersOf({ deadline, since: createdAt, hours: programme }, createdAt);
  const words = await packageWords(records, [pledge.packageKey]);
  const left = Number(pledge.waiting);
  const isCapped = pledge.waitsFor === 'cap';
  const gives: Kept = {
    number: pledge.number,
    amount: Number(pledge.quantity),
    laid: items.reduce((sum, { amount }) => sum + amount, 0),
    unit: words(pledge.packageKey).unit,
    items,
    ...firstOf(items),
    count: inWords(items.length),
    deadline: deadline.toISOString(),
    rule: ruleOf(deadline, createdAt, programme),
    reminded: reminders.length > 0 ? [{ at: writtenReminders(reminders) }] : [],
    hurried: reminders.length > 0 ? [] : [{}],
    unloaded: items.length === 1 && items[0]?.where.id ? [{ where: items[0].where }] : [],
    waits: waiting(isCapped ? 0 : left),
    capped: waiting(isCapped ? left : 0),
    ...(distributor && {
      distributor: distributor.name,
      contact: distributor.contactName,
      contactPhone: distributor.contactPhone,
    }),
  };
  return { end: endOf(gives), gives };
}

function firstOf([first]: Kept['items']) {
  if (!first) return {};
  const { title, head, phone, where } = first;
  return {
    title,
    where,
    ...(head !== undefined && { head }),
    ...(phone !== undefined && { phone }),
  };
}

function endOf({ items, capped, distributor }: Kept): KeptEnd {
  if (items.length === 0) return capped.length > 0 ? 'capped' : 'waiting';
  if (distributor !== undefined) return 'entrusted';
  return items.length > 1 ? 'several' : 'reserved';
}

/** What a deadline comes from: the clock of the programme, or the planned day where that is earlier. */
export const ruleOf = (deadline: Date, made: Date, hours: Hours) =>
  deadline < contactDeadline(made, hours) ? byPlan : contactTime(hours);

/** Where aid for a place is unloaded, for who has a promise there. */
export async function unloadedAtNeed(records: Records, placeId: string) {
  return unloadedAt(records, await records.db.place.findUniqueOrThrow({ where: { id: placeId } }));
}

const byPlan = { id: 'hari rencana antar', en: 'the planned day' };

const writtenReminders = (at: Date[]) => ({
  id: at.map((one) => writeHour(one, 'id')).join(' dan '),
  en: at.map((one) => writeHour(one, 'en')).join(' and '),
});
