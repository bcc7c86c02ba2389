import { z } from 'zod';
import type { Label } from '../../chat/message.ts';
import { shapes } from '../../flow/action.ts';
import { writeQuantity } from '../../language/quantity.ts';
import { AllocationState, type Prisma } from '../../store/generated/client.ts';
import { chosen, defineAction, type Records } from '../action.ts';
import { labelOfPlace, withKelurahan } from '../place/records.ts';
import { packageWords } from '../programme/records.ts';
import { dayInJakarta, hoursLater } from '../programme/rules.ts';
import { type Desk, deskOf } from '../staff/desk.ts';
import { mostShown } from '../staff/rules.ts';
import { plannedWords } from './day.ts';
import { donorForStaff } from './records.ts';
import { living } from './rules.ts';
import { overdueDays, undatedDays } from './timing.ts';

const item = shapes.choice().extend({
  number: shapes.text(),
  /** The organisation; of a private person the kind alone. */
  donor: shapes.label(),
  amount: shapes.quantity(),
  unit: shapes.label(),
  place: shapes.text(),
  /** `direncanakan Sabtu, 28 November 2026`, or that no day is known. */
  planned: shapes.label(),
  state: z.enum(AllocationState),
});
const ends = {
  list: z.object({ items: z.array(item) }),
  none: z.object({}),
  /** Nobody's but an officer's of a field, or an admin's. */
  'not-yours': z.object({}),
};

/**
 * Living promises whose planned day is two days past, or that have had none for four: an officer's own, and those that nobody
 * else looks after.
 */
export async function overduePromises({ db }: Records, desk: Desk, now: Date) {
  const last = hoursLater(dayInJakarta(now), -24 * overdueDays);
  const laid = { lte: hoursLater(now, -24 * undatedDays) };
  const rows = await db.allocation.findMany({
    where: {
      state: { in: [...living] },
      OR: [
        { deliverOn: { lte: last } },
        // What was counted already waits to be confirmed.
        { deliverOn: null, createdAt: laid, state: { not: 'on_way' } },
      ],
    },
    select: {
      id: true,
      deliverOn: true,
      createdAt: true,
      need: { select: { package: { select: { fieldKey: true } } } },
    },
  });
  const since = (day: Date | null, laid: Date) =>
    day ? hoursLater(day, 24 * overdueDays) : hoursLater(laid, 24 * undatedDays);
  return rows.filter(({ need, deliverOn, createdAt }) =>
    desk.sees({ field: need.package.fieldKey }, since(deliverOn, createdAt)),
  );
}

export const overdue = defineAction({
  name: 'pledge.overdue',
  says: 'The promises in the fields of an officer whose planned day is two days past, the oldest first.',
  needs: z.object({}),
  ends,
  reads: true,
  example: {},
  async run(_, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk?.roles.some(({ kind }) => kind !== 'kelurahan'))
      return { end: 'not-yours', gives: {} };
    const rows = await overduePromises(records, desk, now);
    return listed(records, { id: { in: rows.map(({ id }) => id) } }, desk);
  },
});

export const onNeed = defineAction({
  name: 'pledge.on-need',
  says: 'The living promises to a request, for the officer who is to release some by name.',
  needs: z.object({ need: chosen() }),
  ends,
  reads: true,
  example: { need: { key: 'M-2611-0007', label: 'RW 03 Pulo Gadung' } },
  async run({ need: number }, { records, chat, now }) {
    const desk = await deskOf(records, chat, now);
    if (!desk) return { end: 'not-yours', gives: {} };
    return listed(
      records,
      { state: { in: [...living] }, need: { number: number.toUpperCase() } },
      desk,
    );
  },
});

/** `0008 · Dunia usaha: 20 paket sembako`: who is to bring what; its place and full number stand in the question after it. */
function lineOf(number: string, donor: Label, amount: number, unit: Label): Label {
  const line = (language: 'id' | 'en') =>
    `${number.slice(-4)} · ${donor[language].slice(0, 16)}: ${writeQuantity(amount)} ${unit[language]}`.slice(
      0,
      40,
    );
  return { id: line('id'), en: line('en') };
}

async function listed(records: Records, where: Prisma.AllocationWhereInput, desk: Desk) {
  const rows = await records.db.allocation.findMany({
    where,
    orderBy: [{ deliverOn: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    include: {
      pledge: { include: { donor: true } },
      need: { include: { place: { include: withKelurahan }, package: true } },
    },
  });
  const own = rows
    .filter(({ need }) => desk.decides({ field: need.package.fieldKey }) !== undefined)
    .slice(0, mostShown);
  if (own.length === 0) return { end: 'none', gives: {} } as const;
  const words = await packageWords(
    records,
    own.map(({ need }) => need.packageKey),
  );
  const items = own.map(({ id, quantity, state, deliverOn, pledge, need }) => {
    const donor = donorForStaff(records, pledge.donor);
    const place = labelOfPlace(need.place);
    return {
      key: id,
      label: lineOf(pledge.number, donor, Number(quantity), words(need.packageKey).unit),
      number: pledge.number,
      donor,
      amount: Number(quantity),
      unit: words(need.packageKey).unit,
      place,
      planned: plannedWords(deliverOn),
      state,
    };
  });
  return { end: 'list', gives: { items } } as const;
}
